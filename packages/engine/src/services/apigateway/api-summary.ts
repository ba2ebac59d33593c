import type { RestApi } from './rest-api.ts';

/** What of each method a deployment's summary tells. @source "GetDeployment": apiSummary */
export function apiSummaryOf(api: RestApi): { readonly [path: string]: object } {
  const paths = [...api.resources.values()].filter(({ resourceMethods }) => resourceMethods.size > 0);
  return Object.fromEntries(
    paths.map(({ path, resourceMethods }) => {
      const methods = [...resourceMethods.values()].map(
        ({ httpMethod, authorizationType, apiKeyRequired }) => [httpMethod, { authorizationType, apiKeyRequired }] as const,
      );
      return [path, Object.fromEntries(methods)];
    }),
  );
}

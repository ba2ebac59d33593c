import type { ApiDescription, RouteDescription } from './api-description.ts';
import { type HttpApi, integrationOf, type Route } from './services/apigatewayv2/http-api.ts';
import { parseRouteKey } from './services/apigatewayv2/route-key.ts';
import type { Services } from './services/services.ts';

export interface FunctionUrlDescription {
  readonly functionName: string;
  readonly url: string;
  readonly authType: string;
}

/** HTTP APIs as they are reached: a $default stage at the root when it is the only one. @param root the port's address */
export function describeHttpApis({ apigatewayv2 }: Services, root: string): readonly ApiDescription[] {
  const stages = apigatewayv2.stages().filter((it) => it.deployment !== undefined);
  const defaultCount = stages.filter((it) => it.stageName === '$default').length;
  return [...apigatewayv2.apis.values()].flatMap((api) => {
    const ofApi = stages
      .filter((it) => it.apiId === api.apiId)
      .sort((a, b) => Number(b.stageName === '$default') - Number(a.stageName === '$default'));
    const [stage] = ofApi;
    if (!stage?.deployment) return [];
    const explicit = `${root}/_aws/execute-api/${api.apiId}`;
    const isDefault = stage.stageName === '$default';
    const isPlain = isDefault ? defaultCount === 1 : stages.filter((it) => it.stageName === stage.stageName).length === 1;
    const url = `${isPlain ? root : explicit}${isDefault ? '' : `/${stage.stageName}`}`;
    return [{ apiId: api.apiId, name: api.name, url, stages: ofApi.map((it) => it.stageName), routes: routesOf(stage.deployment.api) }];
  });
}

/** Function URLs, by path: every client reaches them so, whatever it makes of `URLID.lambda-url.localhost`. */
export function describeFunctionUrls({ lambda }: Services, root: string, hasApis: boolean): readonly FunctionUrlDescription[] {
  const urls = lambda.functionUrls();
  return urls.map(({ functionName, urlId, authType }) => ({
    functionName,
    url: urls.length === 1 && !hasApis ? `${root}/` : `${root}/_aws/lambda-url/${urlId}/`,
    authType,
  }));
}

function routesOf(api: HttpApi): readonly RouteDescription[] {
  const routes = [...api.routes.values()].map((route) => {
    const { method = 'ANY', path = '$default' } = parseRouteKey(route.routeKey);
    return { method, path, target: targetOf(api, route), guards: guardsOf(api, route) };
  });
  return routes.sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
}

/** By code units, so that the order is the same on every machine; $default, which takes what is left, last. */
function compare(a: string, b: string): number {
  if (a === '$default' || b === '$default') return Number(a === '$default') - Number(b === '$default');
  return a < b ? -1 : a > b ? 1 : 0;
}

function targetOf(api: HttpApi, route: Route): string {
  const integration = integrationOf(api, route);
  if (!integration) return 'no integration';
  const { integrationSubtype, integrationType, integrationUri = '' } = integration;
  return integrationSubtype ?? /:function:([^:/]+)/.exec(integrationUri)?.[1] ?? `${integrationType} ${integrationUri}`;
}

function guardsOf(api: HttpApi, { authorizationType, authorizerId = '', authorizationScopes }: Route): readonly string[] {
  if (authorizationType === 'AWS_IAM') return ['AWS_IAM'];
  const authorizer = authorizationType === 'NONE' ? undefined : api.authorizers.get(authorizerId);
  if (!authorizer) return [];
  return [`authorizer ${authorizer.name}`, ...(authorizationScopes.length > 0 ? [`scope ${authorizationScopes.join(' or ')}`] : [])];
}

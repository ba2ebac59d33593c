import type { Method, RestApi } from './rest-api.ts';

/** Every method of an API, and where it is in AWS's words: `//GET` at the root, `/pets/GET`. */
export function methodsOf(api: RestApi): { readonly method: Method; readonly where: string }[] {
  return [...api.resources.values()].flatMap(({ path, resourceMethods }) =>
    [...resourceMethods.values()].map((method) => ({ method, where: `${path}/${method.httpMethod}` })),
  );
}

import { responsesOf, setsHeader } from '../lambda/responses.ts';
import type { Rule } from '../rule.ts';

/** 403 for a route that is not there, 401 of an authorizer, 413, 429, 502, 504: the gateway makes these, no function can. */
export const gatewayErrorsWithoutCors: Rule = {
  name: 'GATEWAY_ERRORS_WITHOUT_CORS',
  *check({ template, modules, apisOf }) {
    for (const api of template?.apis ?? []) {
      if (api.kind !== 'rest' || api.errorsHaveCors) continue;
      const preflight = api.routes.flatMap((it) => it.preflight?.get('access-control-allow-origin') ?? [])[0];
      const inCode = modules.some(
        (module) =>
          apisOf(module).includes(api) &&
          module.once(responsesOf).some((it) => setsHeader(module, it, 'Access-Control-Allow-Origin') === 'yes'),
      );
      if (!preflight && !inCode) continue;
      yield {
        severity: 'warning',
        message: `"${api.logicalId}" answers ${statusesOf(api.errorsWithoutCors)} by itself, without CORS headers: a browser reports them all as a CORS error.`,
        at: preflight?.at ?? api.at,
        hint: `Add ${responsesNamed(api.errorsWithoutCors)} Access-Control-Allow-Origin (SAM: GatewayResponses of the API).`,
      };
    }
  },
};

function statusesOf(types: readonly string[]): string {
  if (types.length > 1) return '401, 403, 413, 429, 502 and 504';
  return types[0] === 'DEFAULT_4XX' ? '401, 403, 413 and 429' : '500, 502 and 504';
}

function responsesNamed(types: readonly string[]): string {
  return types.length > 1 ? `gateway responses ${types.join(' and ')} that set` : `a gateway response ${types[0]} that sets`;
}

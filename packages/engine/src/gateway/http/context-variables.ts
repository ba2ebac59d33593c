import { HttpExchange, type HttpRequest } from './http-exchange.ts';
import { logTimeOf } from './payload-2.ts';

type Values = { readonly [name: string]: unknown };

/**
 * A variable of `$context` by its name, `identity.sourceIp`; undefined when the request does not have it.
 * @source "Customize HTTP API access logs": logging variables; "Mapping request and response data for HTTP APIs"
 */
export function contextVariable(name: string, on: HttpRequest): string | undefined {
  const authorizer = /^authorizer\.(.+)$/.exec(name)?.[1];
  if (authorizer !== undefined) return authorizerVariable(authorizer, on);
  const values = contextOf(on);
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value === undefined || value === null ? undefined : String(value);
}

function contextOf(on: HttpRequest): Values {
  const { stage, world, request } = on;
  const exchange = on instanceof HttpExchange ? on : undefined;
  const credential = exchange?.authorizer?.kind === 'iam' ? exchange.authorizer.credential : undefined;
  return {
    accountId: world.accountId,
    apiId: stage.api.apiId,
    domainName: stage.domainName,
    domainPrefix: stage.api.apiId,
    extendedRequestId: on.requestId,
    httpMethod: on.httpMethod,
    'identity.accountId': credential && world.accountId,
    'identity.caller': credential?.userId,
    'identity.sourceIp': request.sourceIp,
    'identity.user': credential?.userId,
    'identity.userAgent': on.headers.last('user-agent'),
    'identity.userArn': credential?.arn,
    path: on.decodedPath,
    protocol: 'HTTP/1.1',
    requestId: on.requestId,
    requestTime: logTimeOf(on),
    requestTimeEpoch: on.requestTimeEpoch,
    routeKey: exchange?.route.route.routeKey,
    stage: stage.stage.stageName,
  };
}

/** `claims.NAME` of a token; `NAME` of what a Lambda authorizer gave; `principalId`. */
function authorizerVariable(name: string, on: HttpRequest): string | undefined {
  const result = on instanceof HttpExchange ? on.authorizer : undefined;
  if (result?.kind === 'jwt') {
    const claim = name.replace(/^claims\./, '');
    return Object.hasOwn(result.claims, claim) ? result.claims[claim] : undefined;
  }
  if (result?.kind !== 'lambda') return undefined;
  if (name === 'principalId') return result.principalId;
  let here: unknown = result.context;
  for (const member of name.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, member)) return undefined;
    here = Reflect.get(here, member);
  }
  if (here === undefined || here === null) return undefined;
  return typeof here === 'object' ? JSON.stringify(here) : String(here);
}

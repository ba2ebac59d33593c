import { RestExchange } from './rest-exchange.ts';
import type { RestRequest } from './rest-request.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Common Log Format: `10/Jul/2026:19:19:04 +0000`. */
export function commonLogTime(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  return `${iso.slice(8, 10)}/${months[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

/** The host name an API has on this machine; on AWS `{apiId}.execute-api.{region}.amazonaws.com`. */
export function domainNameOf(apiId: string): string {
  return `${apiId}.execute-api.localhost`;
}

/** The caller as far as the gateway knows it. @source localstack's recordings of a REST proxy event */
function identityOf(on: RestRequest, apiKey: RestExchange['apiKey']): { readonly [name: string]: string | null } {
  return {
    cognitoIdentityPoolId: null,
    accountId: null,
    ...(apiKey && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
    cognitoIdentityId: null,
    caller: null,
    sourceIp: on.request.sourceIp,
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent: on.headers.last('user-agent') ?? null,
    user: null,
  };
}

/** `requestContext` of the proxy event. @source localstack's recordings; "Input format of a Lambda function for proxy integration" */
export function requestContextOf(exchange: RestExchange): { readonly [name: string]: unknown } {
  const { route, stage, authorizer } = exchange;
  return {
    resourceId: route.resource.id,
    ...(authorizer && { authorizer: authorizer.context }),
    resourcePath: route.resource.path,
    httpMethod: exchange.httpMethod,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: commonLogTime(exchange.requestTimeEpoch),
    path: exchange.fullPath,
    accountId: exchange.world.accountId,
    protocol: 'HTTP/1.1',
    stage: stage.stage.stageName,
    domainPrefix: stage.api.id,
    requestTimeEpoch: exchange.requestTimeEpoch,
    requestId: exchange.request.requestId,
    identity: identityOf(exchange, exchange.apiKey),
    domainName: domainNameOf(stage.api.id),
    deploymentId: stage.deployment.id,
    apiId: stage.api.id,
  };
}

/** `$context` of mappings and gateway responses: the request context, as far as the request has come. */
export function contextOf(on: RestRequest): { readonly [name: string]: unknown } {
  if (on instanceof RestExchange) return requestContextOf(on);
  return {
    httpMethod: on.httpMethod,
    extendedRequestId: on.extendedRequestId,
    requestTime: commonLogTime(on.requestTimeEpoch),
    path: on.fullPath,
    accountId: on.world.accountId,
    protocol: 'HTTP/1.1',
    stage: on.stage.stage.stageName,
    domainPrefix: on.stage.api.id,
    requestTimeEpoch: on.requestTimeEpoch,
    requestId: on.request.requestId,
    identity: identityOf(on, undefined),
    domainName: domainNameOf(on.stage.api.id),
    deploymentId: on.stage.deployment.id,
    apiId: on.stage.api.id,
  };
}

import type { Resource, Stage } from '../../services/apigateway/rest-api.ts';
import type { KnownCredential } from '../../services/known-credential.ts';
import type { World } from '../../world/world.ts';
import { commonLogTime } from '../common-log-time.ts';
import { domainNameOf } from '../domain-name.ts';
import { jsonText } from '../json-text.ts';
import { RestExchange } from './rest-exchange.ts';
import type { RestRequest } from './rest-request.ts';

/** The members of `requestContext` that are the same for all requests of a stage, as JSON without braces. */
export function stageContextText({ restApiId, stageName, deployment }: Stage, world: World): string {
  const constants = {
    accountId: world.accountId,
    protocol: 'HTTP/1.1',
    stage: stageName,
    domainPrefix: restApiId,
    domainName: domainNameOf(restApiId),
    deploymentId: deployment.id,
    apiId: restApiId,
  };
  return JSON.stringify(constants).slice(1, -1);
}

/** The same for one resource. */
export function resourceContextText({ id, path }: Resource): string {
  return JSON.stringify({ resourceId: id, resourcePath: path }).slice(1, -1);
}

/** Null but for these, as long as nobody has signed the request. @source localstack's recordings of a REST proxy event */
const unsignedIdentity =
  '"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,"principalOrgId":null,"accessKey":null,' +
  '"cognitoAuthenticationType":null,"cognitoAuthenticationProvider":null,"userArn":null,"user":null';

/** @source "Access logging variables": caller and user are the unique id of who signed */
function signedIdentity({ accessKeyId, arn, userId }: KnownCredential, { accountId }: World): string {
  const identity = {
    cognitoIdentityPoolId: null,
    accountId,
    cognitoIdentityId: null,
    caller: userId,
    principalOrgId: null,
    accessKey: accessKeyId,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: arn,
    user: userId,
  };
  return JSON.stringify(identity).slice(1, -1);
}

/**
 * `requestContext` of the proxy event, as JSON. Text, because it is made for every request; what needs its parts reads it back.
 * @source localstack's recordings; "Input format of a Lambda function for proxy integration in API Gateway"
 */
export function requestContextText(on: RestRequest): string {
  const userAgent = on.headers.last('user-agent');
  const exchange = on instanceof RestExchange ? on : undefined;
  const { apiKey, caller } = exchange ?? {};
  const identity =
    `${caller ? signedIdentity(caller, on.world) : unsignedIdentity},"sourceIp":"${on.request.sourceIp}","userAgent":${userAgent === undefined ? 'null' : jsonText(userAgent)}` +
    (apiKey ? `,"apiKey":${JSON.stringify(apiKey.value)},"apiKeyId":"${apiKey.id}"` : '');
  return (
    `{${on.stage.contextText},"httpMethod":${jsonText(on.httpMethod)},"extendedRequestId":"${on.extendedRequestId}",` +
    `"requestTime":"${logTimeOf(on)}","path":${jsonText(on.fullPath)},"requestTimeEpoch":${on.requestTimeEpoch},` +
    `"requestId":"${on.request.requestId}","identity":{${identity}}` +
    (exchange ? `,${exchange.route.contextText}` : '') +
    (exchange?.authorizer ? `,"authorizer":${JSON.stringify(exchange.authorizer.context)}` : '') +
    '}'
  );
}

/** `$context` of mappings and gateway responses: the request context, as far as the request has come. */
export function contextOf(on: RestRequest): { readonly [name: string]: unknown } {
  const context = JSON.parse(requestContextText(on));
  const { isCanaryRequest } = on.stage;
  return isCanaryRequest === undefined ? context : { ...context, isCanaryRequest };
}

/** Made once a second. */
function logTimeOf({ requestTimeEpoch, memory }: RestRequest): string {
  const second = Math.floor(requestTimeEpoch / 1000);
  if (memory.logTime.second !== second) memory.logTime = { second, text: commonLogTime(requestTimeEpoch) };
  return memory.logTime.text;
}

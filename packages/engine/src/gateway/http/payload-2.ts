import { commonLogTime } from '../common-log-time.ts';
import { jsonText } from '../json-text.ts';
import type { HttpAuthorizerResult } from './http-authorizer-result.ts';
import { HttpExchange, type HttpRequest } from './http-exchange.ts';
import { cookiesOf, payloadBody, payloadHeaders } from './payload-headers.ts';

/**
 * The event of payload format 2.0, as JSON. It is put together as text: this is the hottest path of all.
 * @source "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway"; localstack's recordings
 */
export function payload2(exchange: HttpExchange): string {
  const body = payloadBody(exchange.request);
  return (
    `{"version":"2.0",${requestMembers2(exchange)}` +
    (body ? `,"body":${JSON.stringify(body.body)}` : '') +
    `,"isBase64Encoded":${body?.isBase64Encoded ?? false}}`
  );
}

/** What a Lambda authorizer of format 2.0 is told as well, without braces. What is empty is left out. */
export function requestMembers2(exchange: HttpExchange): string {
  const { request, pathParameters } = exchange;
  const cookies = cookiesOf(request);
  return (
    `"routeKey":${jsonText(exchange.route.route.routeKey)},"rawPath":${jsonText(exchange.decodedPath)},` +
    `"rawQueryString":${jsonText(exchange.rawQueryString)}` +
    (cookies.length > 0 ? `,"cookies":${JSON.stringify(cookies)}` : '') +
    `,"headers":{${headersText(exchange)}}` +
    (exchange.query.size > 0 ? `,"queryStringParameters":{${queryText(exchange)}}` : '') +
    `,"requestContext":${requestContext2(exchange)}` +
    (pathParameters ? `,"pathParameters":${JSON.stringify(pathParameters)}` : '') +
    exchange.stage.stageVariablesText
  );
}

/** Repeated values are joined by commas; cookies stand apart. */
function headersText({ request, traceRoot }: HttpExchange): string {
  let text = '';
  for (const [name, values] of payloadHeaders(request, traceRoot)) {
    if (name === 'cookie') continue;
    text += `${text === '' ? '' : ','}${jsonText(name)}:${jsonText(values.length === 1 ? (values[0] ?? '') : values.join(','))}`;
  }
  return text;
}

function queryText({ query }: HttpExchange): string {
  let text = '';
  for (const [name, values] of query) {
    text += `${text === '' ? '' : ','}${jsonText(name)}:${jsonText(values.join(','))}`;
  }
  return text;
}

/** `requestContext`, as far as the request has come. */
export function requestContext2(on: HttpRequest): string {
  const { stage, request, world } = on;
  const { apiId } = stage.api;
  const exchange = on instanceof HttpExchange ? on : undefined;
  const authorizer = exchange?.authorizer && authorizerMember(exchange.authorizer, exchange);
  return (
    `{"accountId":"${world.accountId}","apiId":"${apiId}"` +
    (authorizer ? `,"authorizer":${JSON.stringify(authorizer)}` : '') +
    `,"domainName":"${stage.domainName}","domainPrefix":"${apiId}","http":{"method":${jsonText(on.httpMethod)},` +
    `"path":${jsonText(on.decodedPath)},"protocol":"HTTP/1.1","sourceIp":"${request.sourceIp}",` +
    `"userAgent":${jsonText(on.headers.last('user-agent') ?? '')}},"requestId":"${on.requestId}"` +
    (exchange ? `,"routeKey":${jsonText(exchange.route.route.routeKey)}` : '') +
    `,"stage":"${stage.stage.stageName}","time":"${logTimeOf(on)}","timeEpoch":${on.requestTimeEpoch}}`
  );
}

/** `requestContext.authorizer` of payload 2.0. @source "Control access to HTTP APIs": JWT, Lambda and IAM authorizers */
export function authorizerMember(result: HttpAuthorizerResult, { world }: HttpRequest): object {
  switch (result.kind) {
    case 'jwt':
      return { jwt: { claims: result.claims, scopes: result.scopes } };
    case 'lambda':
      return { lambda: result.context };
    case 'iam': {
      const { accessKeyId, arn, userId } = result.credential;
      const { accountId } = world;
      const iam = {
        accessKey: accessKeyId,
        accountId,
        callerId: userId,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: arn,
        userId,
      };
      return { iam };
    }
  }
}

/** Made once a second. */
export function logTimeOf({ requestTimeEpoch, surroundings: { memory } }: HttpRequest): string {
  const second = Math.floor(requestTimeEpoch / 1000);
  if (memory.logTime.second !== second) memory.logTime = { second, text: commonLogTime(requestTimeEpoch) };
  return memory.logTime.text;
}

import type { KnownCredential } from '../../services/known-credential.ts';
import type { FunctionUrl } from '../../services/lambda/lambda.ts';
import type { World } from '../../world/world.ts';
import { commonLogTime } from '../common-log-time.ts';
import { type GatewayRequest, queryOf } from '../gateway-request.ts';
import { cookiesOf, payloadBody, payloadHeaders } from '../http/payload-headers.ts';
import { decodePercent, parseQueryString } from '../query-string.ts';

export interface FunctionUrlEventParts {
  readonly url: FunctionUrl;
  readonly request: GatewayRequest;
  /** As sent. */
  readonly path: string;
  readonly traceRoot: string;
  readonly world: World;
  /** Who signed; undefined where nobody must. */
  readonly caller: KnownCredential | undefined;
}

/**
 * The event of a function URL, as JSON: payload 2.0 with a path that stays encoded, and with cookies among the headers too.
 * @source "Invoking Lambda function URLs", AWS Lambda developer guide; localstack's recordings
 */
export function functionUrlEvent(parts: FunctionUrlEventParts): string {
  const { request, path, traceRoot } = parts;
  const headers: Record<string, string> = Object.create(null);
  const hasLength = request.headers.byName.has('content-length') || request.body.length > 0;
  for (const [name, values] of payloadHeaders(request, traceRoot)) {
    if (name !== 'content-length' || hasLength) headers[name] = values.join(',');
  }
  const rawQueryString = queryOf(request.url);
  const query = [...parseQueryString(rawQueryString, '&')];
  const cookies = cookiesOf(request);
  return JSON.stringify({
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query.length > 0 && { queryStringParameters: Object.fromEntries(query.map(([name, values]) => [name, values.join(',')])) }),
    requestContext: requestContextOf(parts),
    ...(payloadBody(request) ?? { isBase64Encoded: false }),
  });
}

function requestContextOf({ url, request, path, world, caller }: FunctionUrlEventParts): object {
  const now = world.now();
  const { accountId } = world;
  return {
    accountId: caller ? accountId : 'anonymous',
    apiId: url.urlId,
    ...(caller && { authorizer: { iam: iamOf(caller, accountId) } }),
    domainName: `${url.urlId}.lambda-url.${world.region}.on.aws`,
    domainPrefix: url.urlId,
    http: {
      method: request.method,
      path: decodePercent(path),
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: request.headers.last('user-agent') ?? '',
    },
    requestId: request.requestId,
    routeKey: '$default',
    stage: '$default',
    time: commonLogTime(now),
    timeEpoch: now,
  };
}

function iamOf({ accessKeyId, arn, userId }: KnownCredential, accountId: string): object {
  return { accessKey: accessKeyId, accountId, callerId: userId, cognitoIdentity: null, principalOrgId: null, userArn: arn, userId };
}

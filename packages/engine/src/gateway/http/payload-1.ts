import type { HttpAuthorizerResult } from './http-authorizer-result.ts';
import type { HttpExchange } from './http-exchange.ts';
import { logTimeOf } from './payload-2.ts';
import { payloadBody, payloadHeaders } from './payload-headers.ts';
import { titleCase } from './title-case.ts';

/**
 * The event of payload format 1.0, as JSON: that of a REST API, with HTTP APIs' own differences.
 * @source "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway"; localstack's recordings
 */
export function payload1(exchange: HttpExchange): string {
  const body = payloadBody(exchange.request);
  return JSON.stringify({
    version: '1.0',
    ...requestMembers1(exchange),
    body: body?.body ?? null,
    isBase64Encoded: body?.isBase64Encoded ?? false,
  });
}

/** What a Lambda authorizer of format 1.0 is told as well. */
export function requestMembers1(exchange: HttpExchange): { readonly [member: string]: unknown } {
  const headers: Record<string, string> = Object.create(null);
  const multiValueHeaders: Record<string, readonly string[]> = Object.create(null);
  for (const [key, values] of payloadHeaders(exchange.request, exchange.traceRoot)) {
    const name = titleCase(key);
    headers[name] = values.at(-1) ?? '';
    multiValueHeaders[name] = values;
  }
  const query = [...exchange.query];
  const { stageVariables } = exchange.stage.stage;
  return {
    resource: resourceOf(exchange),
    path: exchange.stage.prefix + exchange.place.path,
    httpMethod: exchange.httpMethod,
    headers,
    multiValueHeaders,
    queryStringParameters: query.length === 0 ? null : Object.fromEntries(query.map(([name, values]) => [name, values.at(-1)])),
    multiValueQueryStringParameters: query.length === 0 ? null : Object.fromEntries(query),
    requestContext: requestContext1(exchange),
    pathParameters: exchange.pathParameters ?? null,
    stageVariables: Object.keys(stageVariables).length === 0 ? null : stageVariables,
  };
}

/** The route's path, `/users/{id}`; `$default` has none. */
function resourceOf({ route }: HttpExchange): string {
  return route.path ?? '/$default';
}

function requestContext1(exchange: HttpExchange): object {
  const { stage, world, httpMethod, requestId, authorizer } = exchange;
  const { apiId } = stage.api;
  return {
    accountId: world.accountId,
    apiId,
    ...(authorizer && { authorizer: authorizerMember1(authorizer) }),
    domainName: stage.domainName,
    domainPrefix: apiId,
    extendedRequestId: requestId,
    httpMethod,
    identity: identityOf(exchange),
    path: exchange.decodedPath,
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: logTimeOf(exchange),
    requestTimeEpoch: exchange.requestTimeEpoch,
    resourceId: exchange.route.route.routeKey,
    resourcePath: resourceOf(exchange),
    stage: stage.stage.stageName,
  };
}

function identityOf({ request, headers, authorizer, world }: HttpExchange): object {
  const credential = authorizer?.kind === 'iam' ? authorizer.credential : undefined;
  return {
    accessKey: credential?.accessKeyId ?? null,
    accountId: credential ? world.accountId : null,
    caller: credential?.userId ?? null,
    cognitoAmr: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.sourceIp,
    user: credential?.userId ?? null,
    userAgent: headers.last('user-agent') ?? '',
    userArn: credential?.arn ?? null,
  };
}

/** @source "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway": `authorizer.claims` and `.scopes` of format 1.0 */
function authorizerMember1(result: HttpAuthorizerResult): object {
  switch (result.kind) {
    case 'jwt':
      return { claims: result.claims, scopes: result.scopes };
    case 'lambda':
      return { ...result.context, ...(result.principalId !== undefined && { principalId: result.principalId }) };
    case 'iam':
      return { claims: null, scopes: null };
  }
}

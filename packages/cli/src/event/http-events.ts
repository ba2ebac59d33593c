import { accountId, bodyOf, type EventOptions, type EventSource, epochMs, splitPath } from './event-source.ts';

const http = ['method', 'path', 'body', 'region'] as const;
const headers = { accept: '*/*', host: 'example.com', 'user-agent': 'gatewright', 'x-forwarded-for': '203.0.113.7' };
const requestId = 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef';

/** @source "Input format of a Lambda function for proxy integration", API Gateway developer guide */
export const apigw: EventSource = {
  name: 'apigw',
  summary: 'a request to a REST API, Lambda proxy integration',
  takes: [...http, 'stage'],
  event(options) {
    const { path, query } = splitPath(options.path);
    return {
      resource: path,
      path,
      httpMethod: options.method,
      headers,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      queryStringParameters: query.size === 0 ? null : Object.fromEntries(query),
      multiValueQueryStringParameters:
        query.size === 0 ? null : Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)])),
      pathParameters: null,
      stageVariables: null,
      requestContext: restContext(options, path),
      body: bodyOf(options),
      isBase64Encoded: false,
    };
  },
};

function restContext({ method, stage }: EventOptions, path: string): object {
  return {
    accountId,
    apiId: 'abcde12345',
    domainName: 'abcde12345.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'abcde12345',
    extendedRequestId: 'JKJaXmPLvHcESHA=',
    httpMethod: method,
    identity: { sourceIp: '203.0.113.7', userAgent: 'gatewright', apiKey: null, accountId: null, caller: null, user: null, userArn: null },
    path: `/${stage}${path}`,
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: '01/Jan/2026:12:00:00 +0000',
    requestTimeEpoch: epochMs,
    resourceId: 'a1b2c3',
    resourcePath: path,
    stage,
  };
}

/** @source "Payload format version 2.0", API Gateway developer guide */
export const http2: EventSource = {
  name: 'http',
  summary: 'a request to an HTTP API, payload format 2.0',
  takes: [...http],
  event: (options) => versionTwo(options, { accountId, domainPrefix: 'abcde12345', host: 'execute-api', routeKey: true }),
};

/** @source "Lambda function URL request payload", AWS Lambda developer guide */
export const url: EventSource = {
  name: 'url',
  summary: 'a request to a function URL',
  takes: [...http],
  event: (options) =>
    versionTwo(options, { accountId: 'anonymous', domainPrefix: 'abcdefghijklmnopqrstuvwxyz012345', host: 'lambda-url', routeKey: false }),
};

interface VersionTwo {
  readonly accountId: string;
  readonly domainPrefix: string;
  readonly host: 'execute-api' | 'lambda-url';
  /** False where every request has the route `$default`. */
  readonly routeKey: boolean;
}

function versionTwo(options: EventOptions, { accountId: account, domainPrefix, host, routeKey }: VersionTwo): object {
  const { path, query, rawQuery } = splitPath(options.path);
  const body = bodyOf(options);
  const route = routeKey ? `${options.method} ${path}` : '$default';
  const domain = host === 'execute-api' ? 'amazonaws.com' : 'on.aws';
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: rawQuery,
    headers,
    ...(query.size > 0 && { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: account,
      apiId: domainPrefix,
      domainName: `${domainPrefix}.${host}.${options.region}.${domain}`,
      domainPrefix,
      http: { method: options.method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'gatewright' },
      requestId,
      routeKey: route,
      stage: '$default',
      time: '01/Jan/2026:12:00:00 +0000',
      timeEpoch: epochMs,
    },
    ...(body !== null && { body }),
    isBase64Encoded: false,
  };
}

/** @source "Using AWS Lambda with an Application Load Balancer", AWS Lambda developer guide */
export const alb: EventSource = {
  name: 'alb',
  summary: 'a request by an Application Load Balancer',
  takes: [...http],
  event(options) {
    const { path, query } = splitPath(options.path);
    const targetGroupArn = `arn:aws:elasticloadbalancing:${options.region}:${accountId}:targetgroup/functions/49e9d65c45c6791a`;
    return {
      requestContext: { elb: { targetGroupArn } },
      httpMethod: options.method,
      path,
      queryStringParameters: Object.fromEntries(query),
      headers,
      body: bodyOf(options) ?? '',
      isBase64Encoded: false,
    };
  },
};

const methodArn = ({ region, stage, method, path }: EventOptions): string =>
  `arn:aws:execute-api:${region}:${accountId}:abcde12345/${stage}/${method}${splitPath(path).path}`;

/** @source "Input to an API Gateway Lambda authorizer", API Gateway developer guide */
export const tokenAuthorizer: EventSource = {
  name: 'authorizer-token',
  summary: 'what a TOKEN authorizer of a REST API is asked',
  takes: [...http, 'stage'],
  event: (options) => ({ type: 'TOKEN', methodArn: methodArn(options), authorizationToken: 'Bearer allow' }),
};

/** @source the same */
export const requestAuthorizer: EventSource = {
  name: 'authorizer-request',
  summary: 'what a REQUEST authorizer of a REST API is asked',
  takes: [...http, 'stage'],
  event(options) {
    const { body: _, isBase64Encoded: __, ...request } = { ...apigw.event(options) } as { readonly [member: string]: unknown };
    return { type: 'REQUEST', methodArn: methodArn(options), ...request };
  },
};

/** @source "Working with AWS Lambda authorizers for HTTP APIs", API Gateway developer guide */
export const httpAuthorizer: EventSource = {
  name: 'authorizer-http',
  summary: 'what an authorizer of an HTTP API is asked, payload format 2.0',
  takes: [...http],
  event(options) {
    const { body: _, isBase64Encoded: __, ...request } = { ...http2.event(options) } as { readonly [member: string]: unknown };
    const routeArn = methodArn({ ...options, stage: '$default' });
    return { ...request, type: 'REQUEST', routeArn, identitySource: ['Bearer allow'] };
  },
};

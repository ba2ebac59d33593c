// One request per line of the table, as a REST API's event: what a browser on another origin sends.
import { isDeepStrictEqual } from 'node:util';

const origin = 'https://app.example.com';

function event(httpMethod, path, resource, pathParameters, body, more = {}) {
  const headers = {
    Accept: 'application/json',
    'Accept-Encoding': 'gzip, deflate, br',
    'Accept-Language': 'en-GB,en;q=0.9',
    Authorization: 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'content-type': 'application/json',
    Host: 'abcdef1234.execute-api.eu-west-1.amazonaws.com',
    origin,
    Referer: 'https://app.example.com/',
    'sec-fetch-dest': 'empty',
    'sec-fetch-mode': 'cors',
    'sec-fetch-site': 'cross-site',
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'X-Amzn-Trace-Id': 'Root=1-65a0b1c2-0123456789abcdef01234567',
    'X-Forwarded-For': '203.0.113.7',
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
    ...more,
  };
  return {
    resource,
    path,
    httpMethod,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters,
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdef1234',
      domainName: 'abcdef1234.execute-api.eu-west-1.amazonaws.com',
      extendedRequestId: 'JCIudEUfPHcEDUw=',
      httpMethod,
      identity: { sourceIp: '203.0.113.7', userAgent: 'Mozilla/5.0' },
      path: `/prod${path}`,
      protocol: 'HTTP/1.1',
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      requestTime: '10/Jul/2026:19:19:04 +0000',
      requestTimeEpoch: 1783711144000,
      resourceId: 'abc123',
      resourcePath: resource,
      stage: 'prod',
    },
    body,
    isBase64Encoded: false,
  };
}

const user = { name: 'Grace Hopper', email: 'grace@example.com', age: 85 };
const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };

export const cases = {
  'GET with parameter': event('GET', '/users/1', '/users/{id}', { id: '1' }, null),
  'valid POST': event('POST', '/users', '/users', null, JSON.stringify(user)),
  'invalid POST': event('POST', '/users', '/users', null, JSON.stringify({ name: 'G', email: 'grace', age: 8 })),
  404: event('GET', '/nothing', '/{proxy+}', { proxy: 'nothing' }, null),
  preflight: event('OPTIONS', '/users', '/users', null, null, asked),
};

export const context = {
  awsRequestId: 'b7f1a1de-0000-4000-8000-000000000000',
  functionName: 'users',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 10_000,
};

/** What of an answer must be the same for all: what a browser's page can tell apart. */
function essence(name, result) {
  const headers = {};
  for (const [key, value] of Object.entries(result.multiValueHeaders ?? {})) headers[key.toLowerCase()] = value.join(', ');
  for (const [key, value] of Object.entries(result.headers ?? {})) headers[key.toLowerCase()] = String(value);
  const allowed = headers['access-control-allow-origin'];
  if (name === 'preflight') {
    const allows = (header, wanted) => (headers[header] ?? '').toLowerCase().includes(wanted);
    return {
      ok: result.statusCode === 200 || result.statusCode === 204,
      allowed,
      post: allows('access-control-allow-methods', 'post'),
      contentType: allows('access-control-allow-headers', 'content-type'),
    };
  }
  const body = JSON.parse(result.isBase64Encoded ? Buffer.from(result.body, 'base64').toString() : result.body);
  const error = body.error && { error: body.error, paths: body.details?.map((it) => it.path) };
  return { status: result.statusCode, allowed, json: headers['content-type']?.startsWith('application/json'), body: error ?? body };
}

/** @throws Error for the first answer that is not the bare handler's */
export async function check(name, handler, bare) {
  for (const [line, request] of Object.entries(cases)) {
    const [got, wanted] = [
      essence(line, await handler(structuredClone(request), context)),
      essence(line, await bare(structuredClone(request), context)),
    ];
    if (!isDeepStrictEqual(got, wanted))
      throw new Error(`${name} answers ${line} with\n${JSON.stringify(got)}\nand not\n${JSON.stringify(wanted)}`);
  }
}

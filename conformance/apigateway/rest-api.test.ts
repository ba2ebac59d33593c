// A REST API over HTTP, as template.yaml declares it: what each request is answered. TARGET_API_URL calls another endpoint instead.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, type ApiRequest, startApi } from './endpoint.ts';
import { lambdaProxyRows, type Row, returning } from './lambda-proxy-rows.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const proxy = 'localstack snapshot test_lambda_aws_proxy_integration';
const format = 'localstack snapshot of Lambda proxy response formats';
const keys = 'Choose an API key source in API Gateway';
const authorizers = 'Use API Gateway Lambda authorizers';
const validators = 'localstack snapshot test_api_gateway_request_validator';
const mocks = 'localstack snapshots of MOCK integrations';
const mapped = 'localstack snapshots test_lambda_aws_integration, test_lambda_selection_patterns';
const routing = 'localstack snapshots of resource selection';
const missing = {
  status: 403,
  text: '{"message":"Missing Authentication Token"}',
  answerHeaders: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
};
const error = { text: '{"message": "Internal server error"}', answerHeaders: { 'x-amzn-errortype': 'InternalServerErrorException' } };
const post = (body: string): Pick<ApiRequest, 'method' | 'body'> & { readonly headers: { readonly [name: string]: string } } => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body,
});

const rows: { readonly [name: string]: Row } = {
  'a proxy event': {
    path: '/work/7?k=1&k=2&e=',
    headers: { 'tEsT-HEADeR': 'aValUE' },
    status: 200,
    json: {
      resource: '/work/{id}',
      path: '/work/7',
      httpMethod: 'GET',
      pathParameters: { id: '7' },
      queryStringParameters: { k: '2', e: '' },
      multiValueQueryStringParameters: { k: ['1', '2'], e: [''] },
      stageVariables: { color: 'blue' },
      headers: { 'tEsT-HEADeR': 'aValUE' },
      multiValueHeaders: { 'tEsT-HEADeR': ['aValUE'] },
      requestContext: { path: '/test/work/7', resourcePath: '/work/{id}', stage: 'test', protocol: 'HTTP/1.1', httpMethod: 'GET' },
      body: null,
      isBase64Encoded: false,
    },
    source: proxy,
  },
  'nulls in an event': {
    path: '/work',
    status: 200,
    json: { pathParameters: null, queryStringParameters: null, multiValueQueryStringParameters: null, body: null },
    source: proxy,
  },
  'a body': {
    path: '/work',
    ...post('{"a":1}'),
    status: 200,
    json: { body: '{"a":1}', isBase64Encoded: false, httpMethod: 'POST' },
    source: proxy,
  },
  'a binary body': {
    path: '/work',
    method: 'POST',
    headers: { 'Content-Type': 'image/png' },
    body: Buffer.from([1, 255]),
    status: 200,
    json: { body: 'Af8=', isBase64Encoded: true },
    source: 'localstack snapshots of binary media types',
  },
  'query decoding': {
    path: '/work?email=test%2Balias@gmail.com&plus=a+b',
    status: 200,
    json: { queryStringParameters: { email: 'test+alias@gmail.com', plus: 'a b' } },
    source: proxy,
  },
  'no path decoding': {
    path: '/any/test%2Balias@gmail.com/a+b',
    status: 200,
    json: { path: '/any/test%2Balias@gmail.com/a+b', pathParameters: { proxy: 'test%2Balias@gmail.com/a+b' } },
    source: proxy,
  },
  'a literal before a parameter': {
    path: '/work/me',
    status: 200,
    json: { resource: '/work/me', pathParameters: null },
    source: 'Set up a method request in API Gateway',
  },
  'a trailing slash': {
    path: '/any/a/',
    status: 200,
    json: { path: '/any/a/', pathParameters: { proxy: 'a' }, requestContext: { path: '/test/any/a/' } },
    source: proxy,
  },
  'slashes after the stage': {
    path: '//work',
    status: 200,
    json: { path: '/work', requestContext: { path: '/test//work' } },
    source: routing,
  },
  'slashes in a greedy parameter': {
    path: '/any/a//b',
    status: 200,
    json: { path: '/any/a//b', pathParameters: { proxy: 'a//b' } },
    source: routing,
  },
  'a greedy resource takes what a nearer one lacks the method for': {
    method: 'PUT',
    path: '/part/fixed',
    status: 200,
    json: { resource: '/{proxy+}', pathParameters: { proxy: 'part/fixed' } },
    source: routing,
  },
  'and what a nearer branch does not have': {
    method: 'PUT',
    path: '/part/other',
    status: 200,
    json: { resource: '/{proxy+}' },
    source: routing,
  },
  'ANY of the nearer resource comes first': { method: 'PUT', path: '/work', status: 200, json: { resource: '/work' }, source: routing },
  'X-HTTP-Method-Override': {
    path: '/work',
    headers: { 'X-HTTP-Method-Override': 'PATCH' },
    status: 200,
    json: { httpMethod: 'PATCH' },
    source: 'Amazon API Gateway important notes',
  },
  'an unknown path': { path: '/nowhere/at/all', ...missing, source: routing },
  'a method that is not there': { method: 'DELETE', path: '/work/7', ...missing, source: routing },
  'the root, which a greedy resource does not cover': {
    method: 'PUT',
    path: '/',
    ...missing,
    source: 'Set up a proxy integration with a proxy resource',
  },
  'CORS on an error': {
    path: '/nowhere',
    status: 403,
    answerHeaders: { 'access-control-allow-origin': '*' },
    source: 'Set up gateway responses',
  },

  'an empty object': {
    path: returning({}),
    status: 200,
    text: '',
    answerHeaders: { 'content-type': 'application/json', 'content-length': '0' },
    source: format,
  },
  'a status as text': { path: returning({ statusCode: '201' }), status: 201, source: format },
  'headers null': { path: returning({ statusCode: 200, headers: null }), status: 200, source: format },
  'a boolean header': {
    path: returning({ headers: { 'x-flag': true } }),
    status: 200,
    answerHeaders: { 'x-flag': 'true' },
    source: format,
  },
  'both header maps': {
    path: returning({ headers: { 'X-a': 'c' }, multiValueHeaders: { 'x-A': ['a', 'b'] } }),
    status: 200,
    answerHeaders: { 'x-a': 'a, b, c' },
    source: format,
  },
  'a reserved header': {
    path: returning({ headers: { 'WWW-Authenticate': 'Basic' } }),
    status: 200,
    answerHeaders: { 'x-amzn-remapped-www-authenticate': 'Basic' },
    source: 'Amazon API Gateway important notes',
  },
  'base64 for who accepts it': {
    path: returning({ body: 'aGk=', isBase64Encoded: true }),
    headers: { Accept: 'image/png' },
    status: 200,
    text: 'hi',
    source: 'localstack snapshots of binary responses',
  },
  'base64 for others': {
    path: returning({ body: 'aGk=', isBase64Encoded: true }),
    headers: { Accept: 'text/html' },
    status: 200,
    text: 'aGk=',
    source: 'localstack snapshots of binary responses',
  },
  'a result that is text': { path: returning('text'), status: 502, ...error, source: format },
  'a result that is a list': { path: returning([]), status: 502, ...error, source: format },
  'no result': { path: returning(undefined), status: 502, ...error, source: 'a guess: null is no object' },
  'a wrong status': { path: returning({ statusCode: 'test' }), status: 502, ...error, source: format },
  'an unknown member': { path: returning({ statusCode: 200, other: 1 }), status: 502, ...error, source: format },
  'an object as body': {
    path: returning({ statusCode: 200, body: {} }),
    status: 502,
    ...error,
    source: 'AWS knowledge center: malformed Lambda proxy response',
  },
  'a list header that is none': { path: returning({ multiValueHeaders: { a: 'b' } }), status: 502, ...error, source: format },
  'a thrown error': { path: '/work?throws=x', status: 502, ...error, source: format },
  'no permission': { path: '/closed', status: 500, ...error, source: format },

  'a key': {
    path: '/keyed',
    headers: { 'x-api-key': 'gatewright-conformance-key' },
    status: 200,
    json: { requestContext: { identity: { apiKey: 'gatewright-conformance-key' } } },
    source: keys,
  },
  'no key': {
    path: '/keyed',
    status: 403,
    text: '{"message":"Forbidden"}',
    answerHeaders: { 'x-amzn-errortype': 'ForbiddenException', 'access-control-allow-origin': '*' },
    source: keys,
  },
  'a wrong key': { path: '/keyed', headers: { 'x-api-key': 'wrong' }, status: 403, text: '{"message":"Forbidden"}', source: keys },

  'an allowed token': {
    path: '/guarded',
    headers: { Authorization: 'allow' },
    status: 200,
    json: { requestContext: { authorizer: { principalId: 'me', text: 'a', number: '1', flag: 'true' } } },
    source: authorizers,
  },
  'a denied token': {
    path: '/guarded',
    headers: { Authorization: 'deny' },
    status: 403,
    text: '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    answerHeaders: { 'x-amzn-errortype': 'AccessDeniedException' },
    source: authorizers,
  },
  'a policy for another path': {
    path: '/guarded',
    headers: { Authorization: 'elsewhere' },
    status: 403,
    text: '{"Message":"User is not authorized to access this resource"}',
    source: authorizers,
  },
  'no token': {
    path: '/guarded',
    status: 401,
    text: '{"message":"Unauthorized"}',
    answerHeaders: { 'x-amzn-errortype': 'UnauthorizedException' },
    source: authorizers,
  },
  'a thrown Unauthorized': {
    path: '/guarded',
    headers: { Authorization: 'unauthorized' },
    status: 401,
    text: '{"message":"Unauthorized"}',
    source: authorizers,
  },
  'an authorizer without policy': {
    path: '/guarded',
    headers: { Authorization: 'broken' },
    status: 500,
    text: '{"message":null}',
    answerHeaders: { 'x-amzn-errortype': 'AuthorizerConfigurationException' },
    source: 'public reports',
  },

  'missing parameters': {
    path: '/validated/1',
    ...post('{"a":"x","b":1}'),
    status: 400,
    text: '{"message":"Missing required request parameters: [X-Needed, q]"}',
    answerHeaders: { 'x-amzn-errortype': 'BadRequestException' },
    source: validators,
  },
  'a body that fits': {
    path: '/validated/1?q=1',
    ...post('{"a":"x","b":1}'),
    headers: { 'Content-Type': 'application/json', 'x-needed': '1' },
    status: 200,
    source: validators,
  },
  'a body that does not': {
    path: '/validated/1?q=1',
    ...post('{"a":"x","b":0}'),
    headers: { 'Content-Type': 'application/json', 'x-needed': '1' },
    status: 400,
    text: '{"message":"Invalid request body"}',
    source: validators,
  },
  'no body': {
    path: '/validated/1?q=1',
    method: 'POST',
    headers: { 'x-needed': '1' },
    status: 400,
    text: '{"message":"Invalid request body"}',
    source: validators,
  },

  'a preflight': {
    method: 'OPTIONS',
    path: '/mock',
    status: 204,
    text: '',
    answerHeaders: { 'access-control-allow-origin': '*' },
    source: mocks,
  },
  'a mock with templates': {
    path: `/mock?status=200&q=${encodeURIComponent('a"b')}`,
    status: 200,
    text: '{"q": "a\\"b", "stage": "test", "v": "blue"}',
    source: mocks,
  },
  'a mock by pattern': { path: '/mock?status=418', status: 404, text: '[1,2,3]', source: mocks },
  'a mock without status': { path: '/mock', status: 500, ...error, source: mocks },

  'a mapped result': { path: '/mapped?how=returns', ...post('{"value":"[1]"}'), status: 200, text: '[1]', source: mapped },
  'a mapped error': { path: '/mapped?how=throws', ...post('{"value":"bad thing"}'), status: 400, text: 'bad thing', source: mapped },
  'an error without pattern': {
    path: '/mapped?how=throws',
    ...post('{"value":"other"}'),
    status: 200,
    json: { errorMessage: 'other', errorType: 'Error' },
    source: mapped,
  },
  'a type without template': {
    path: '/mapped?how=returns',
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: 'x',
    status: 415,
    text: '{"message":"Unsupported Media Type"}',
    source: 'Integration passthrough behaviors',
  },
};

test.each(Object.entries({ ...rows, ...lambdaProxyRows }))(
  '%s',
  async (_name, { status, text, json, absent, answerHeaders, ...request }) => {
    const answer = await api.send(request);
    expect([answer.status, text ?? answer.text]).toEqual([status, answer.text]);
    if (json) expect(JSON.parse(answer.text)).toMatchObject(json);
    if (absent !== undefined) expect(JSON.parse(answer.text).headers).not.toHaveProperty(absent);
    if (answerHeaders) expect(answer.headers).toMatchObject(answerHeaders);
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers['x-amz-apigw-id']).toMatch(/^[\w-]{15}=$/);
  },
);

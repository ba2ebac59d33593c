// Who may call: CORS, authorizers, signatures. The address comes from TARGET_HTTP_API_URLS, or from an engine of our own.
import { afterAll, beforeAll, test } from 'vitest';
import { type Apis, check, type Row, startApis } from './endpoint.ts';

let apis: Apis;
beforeAll(async () => {
  apis = await startApis();
});
afterAll(() => apis.stop());

const cors = 'Configure CORS for HTTP APIs in API Gateway';
const lambda = 'Control access to HTTP APIs with AWS Lambda authorizers in API Gateway';
const jwt = 'Control access to HTTP APIs with JWT authorizers in API Gateway';
const iam = 'Control access to HTTP APIs with IAM authorization in API Gateway';
const urlAuth = 'Control access to Lambda function URLs; localstack recordings of function URLs';
const urlCors = 'Cross-origin resource sharing (CORS), Lambda function URLs';
const unauthorized = { status: 401, text: '{"message":"Unauthorized"}' };
const forbidden = { status: 403, text: '{"message":"Forbidden"}' };
const error = { status: 500, text: '{"message":"Internal Server Error"}' };
const origin = 'https://app.example';
const returning = (value: unknown, path = '/work'): string => `${path}?returns=${encodeURIComponent(JSON.stringify(value))}`;
const ok = returning({ statusCode: 200, body: 'x' });
const preflight = (from: string, method = 'GET', headers = 'x-a'): Pick<Row, 'method' | 'headers'> => ({
  method: 'OPTIONS',
  headers: { Origin: from, 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': headers },
});
const none = [
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
];

const rows: { readonly [name: string]: Row } = {
  'a preflight': {
    api: 'cors',
    path: '/work',
    ...preflight(origin),
    status: 204,
    text: '',
    source: cors,
    answerHeaders: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'x-a,content-type',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '300',
    },
  },
  'a preflight of a path without a route': {
    api: 'cors',
    path: '/none',
    ...preflight(origin),
    status: 204,
    answerHeaders: { 'access-control-allow-origin': origin },
    source: cors,
  },
  'a preflight of the second origin': {
    api: 'cors',
    path: '/work',
    ...preflight('http://localhost:8080'),
    status: 204,
    answerHeaders: { 'access-control-allow-origin': 'http://localhost:8080' },
    source: cors,
  },
  'a preflight of another origin': {
    api: 'cors',
    path: '/work',
    ...preflight('https://evil.example'),
    status: 204,
    noHeaders: none,
    source: 'guess',
  },
  'a preflight of another port': {
    api: 'cors',
    path: '/work',
    ...preflight('http://localhost:8081'),
    status: 204,
    noHeaders: none,
    source: cors,
  },
  'a preflight of another scheme': {
    api: 'cors',
    path: '/work',
    ...preflight('http://app.example'),
    status: 204,
    noHeaders: none,
    source: cors,
  },
  'a preflight of a subdomain': {
    api: 'cors',
    path: '/work',
    ...preflight('https://a.app.example'),
    status: 204,
    noHeaders: none,
    source: cors,
  },
  'a preflight does not call the function': { api: 'cors', path: '/work?throws=oops', ...preflight(origin), status: 204, source: cors },
  'an answer with an origin': {
    api: 'cors',
    path: ok,
    headers: { Origin: origin },
    status: 200,
    text: 'x',
    answerHeaders: {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-b',
    },
    source: cors,
  },
  'an answer has no headers of a preflight': {
    api: 'cors',
    path: ok,
    headers: { Origin: origin },
    status: 200,
    noHeaders: ['access-control-allow-methods', 'access-control-max-age'],
    source: 'guess',
  },
  'an answer without an origin': { api: 'cors', path: ok, status: 200, noHeaders: none, source: cors },
  'an answer to another origin': {
    api: 'cors',
    path: ok,
    headers: { Origin: 'https://evil.example' },
    status: 200,
    text: 'x',
    noHeaders: none,
    source: 'guess',
  },
  'the headers of the function are replaced': {
    api: 'cors',
    path: returning({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'all' } }),
    headers: { Origin: origin },
    status: 200,
    answerHeaders: { 'access-control-allow-origin': origin },
    noHeaders: ['access-control-allow-headers'],
    source: cors,
  },
  'the headers of the function are taken out for other origins': {
    api: 'cors',
    path: returning({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } }),
    headers: { Origin: 'https://evil.example' },
    status: 200,
    noHeaders: none,
    source: cors,
  },
  'a 404 of the gateway has them': {
    api: 'cors',
    path: '/none',
    headers: { Origin: origin },
    status: 404,
    answerHeaders: { 'access-control-allow-origin': origin },
    source: 'guess',
  },
  'a 500 of the gateway has them': {
    api: 'cors',
    path: '/work?throws=x',
    headers: { Origin: origin },
    status: 500,
    answerHeaders: { 'access-control-allow-origin': origin },
    source: 'guess',
  },
  'OPTIONS that is no preflight goes to its route': { api: 'cors', method: 'OPTIONS', path: ok, status: 200, text: 'x', source: 'guess' },
  'everyone: a preflight': {
    api: 'open',
    path: '/work',
    ...preflight('https://a.example', 'PUT', 'x-z'),
    status: 204,
    answerHeaders: { 'access-control-allow-origin': '*', 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' },
    noHeaders: ['access-control-allow-credentials', 'access-control-max-age'],
    source: cors,
  },
  'everyone: an answer': {
    api: 'open',
    path: ok,
    headers: { Origin: 'https://a.example' },
    status: 200,
    answerHeaders: { 'access-control-allow-origin': '*' },
    source: cors,
  },
  'without a configuration the function speaks': {
    path: returning({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'mine' } }),
    headers: { Origin: origin },
    status: 200,
    answerHeaders: { 'access-control-allow-origin': 'mine' },
    source: cors,
  },
  'without a configuration nothing is added': { path: ok, headers: { Origin: origin }, status: 200, noHeaders: none, source: cors },
  'without a configuration OPTIONS is a method': {
    path: '/jwt',
    ...preflight(origin),
    status: 404,
    text: '{"message":"Not Found"}',
    source: cors,
  },
  'JWT: no token': { path: '/jwt', ...unauthorized, answerHeaders: { 'www-authenticate': 'Bearer' }, source: jwt },
  'JWT: no token at all': { path: '/jwt', headers: { Authorization: 'nonsense' }, ...unauthorized, source: jwt },
  'JWT: an unsigned token': {
    path: '/jwt',
    headers: {
      Authorization: `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"iss":"https://issuer.example/","aud":"app","exp":4102444800}').toString('base64url')}.`,
    },
    ...unauthorized,
    source: jwt,
  },
  'JWT: another issuer': {
    path: '/jwt',
    headers: {
      Authorization: `Bearer ${Buffer.from('{"alg":"RS256","kid":"1"}').toString('base64url')}.${Buffer.from('{"iss":"https://other.example/"}').toString('base64url')}.AA`,
    },
    ...unauthorized,
    source: jwt,
  },
  'JWT: HS256 is not taken': {
    path: '/jwt',
    headers: {
      Authorization: `Bearer ${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from('{"iss":"https://issuer.example/"}').toString('base64url')}.AA`,
    },
    ...unauthorized,
    source: jwt,
  },
  'Lambda, simple: allowed': {
    path: '/simple',
    headers: { 'x-token': 'good' },
    status: 200,
    json: { requestContext: { authorizer: { lambda: { n: 1, list: [1, 2], map: { a: true }, token: 'good' } } } },
    source: lambda,
  },
  'Lambda, simple: not authorized': { path: '/simple', headers: { 'x-token': 'bad' }, ...forbidden, source: lambda },
  'Lambda, simple: no identity': { path: '/simple', ...unauthorized, source: lambda },
  'Lambda, simple: empty identity': { path: '/simple', headers: { 'x-token': '' }, ...unauthorized, source: 'guess' },
  'Lambda, simple: it throws': { path: '/simple', headers: { 'x-token': 'throw' }, ...error, source: lambda },
  'Lambda, simple: another shape': { path: '/simple', headers: { 'x-token': 'shape' }, ...error, source: lambda },
  'Lambda, policy 2.0: allowed': {
    path: '/policy',
    headers: { 'x-token': 'good' },
    status: 200,
    json: { requestContext: { authorizer: { lambda: { n: 1, word: 'w', type: 'REQUEST', source: 'good' } } } },
    source: lambda,
  },
  'Lambda, policy 2.0: denied': { path: '/policy', headers: { 'x-token': 'bad' }, ...forbidden, source: lambda },
  'Lambda, policy 2.0: another shape': { path: '/policy', headers: { 'x-token': 'shape' }, ...error, source: lambda },
  'Lambda, policy 1.0: allowed': {
    path: '/old',
    headers: { 'x-token': 'good' },
    status: 200,
    json: { requestContext: { authorizer: { word: 'w', principalId: 'me' } } },
    source: lambda,
  },
  'Lambda, policy 1.0: denied': { path: '/old', headers: { 'x-token': 'bad' }, ...forbidden, source: lambda },
  'Lambda: both identity sources': { path: '/two-sources?k=1', headers: { 'x-token': 'good' }, status: 200, source: lambda },
  'Lambda: one of two is missing': { path: '/two-sources', headers: { 'x-token': 'good' }, ...unauthorized, source: lambda },
  'IAM: not signed': { path: '/iam', ...forbidden, source: iam },
  'IAM: no signature': { path: '/iam', headers: { Authorization: 'Bearer x' }, ...forbidden, source: 'guess' },
  'IAM: an unknown key': {
    path: '/iam',
    headers: {
      Authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=00',
      'X-Amz-Date': '20260101T000000Z',
    },
    ...forbidden,
    source: iam,
  },
  'URL: not signed': {
    api: 'signedUrl',
    path: '/',
    status: 403,
    json: {
      Message:
        'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    },
    answerHeaders: { 'x-amzn-errortype': 'AccessDeniedException' },
    source: urlAuth,
  },
  'URL: a preflight': {
    api: 'workUrl',
    path: '/',
    ...preflight(origin),
    status: 200,
    text: '',
    answerHeaders: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '60',
      'access-control-allow-credentials': 'true',
    },
    source: urlCors,
  },
  'URL: a preflight of another origin': {
    api: 'workUrl',
    path: '/',
    ...preflight('https://evil.example'),
    status: 200,
    noHeaders: none,
    source: 'guess',
  },
  'URL: an answer with an origin': {
    api: 'workUrl',
    path: returning({ statusCode: 200 }, '/'),
    headers: { Origin: origin },
    status: 200,
    answerHeaders: { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'x-b' },
    source: urlCors,
  },
  'URL: an answer to another origin': {
    api: 'workUrl',
    path: returning({ statusCode: 200 }, '/'),
    headers: { Origin: 'https://evil.example' },
    status: 200,
    noHeaders: none,
    source: 'guess',
  },
};

test.each(Object.entries(rows))('%s', (_name, row) => check(apis, row));

import type { ApiRequest } from './endpoint.ts';

export interface Row extends ApiRequest {
  readonly status: number;
  readonly text?: string;
  /** Members of the JSON that came back; the event, when a function echoes it. */
  readonly json?: object;
  /** A header that the echoed event must not have. */
  readonly absent?: string;
  readonly answerHeaders?: { readonly [name: string]: string };
  readonly source: string;
}

/** A path whose function returns `value`. */
export const returning = (value: unknown): string =>
  `/work?returns=${encodeURIComponent(value === undefined ? 'undefined' : JSON.stringify(value))}`;

const format = 'localstack snapshot of Lambda proxy response formats';
const routing = 'localstack snapshots of resource selection';
const proxy = 'localstack snapshot test_lambda_aws_proxy_integration';
const responseHeaders = 'localstack snapshots of response headers; Amazon API Gateway important notes';
const requestHeaders = 'localstack snapshots of forwarded headers; Amazon API Gateway important notes';

const renamed = ['Authorization', 'Connection', 'Content-MD5', 'Expect', 'Host', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'Trailer'];
const kept = [
  'Accept',
  'Accept-Charset',
  'Accept-Encoding',
  'Age',
  'Cache-Control',
  'Content-Encoding',
  'ETag',
  'Location',
  'Pragma',
  'Range',
];
const notForwarded = ['Connection', 'Content-MD5', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE', 'Via', 'WWW-Authenticate'];
const statuses = [200, 201, 202, 204, 301, 304, 400, 401, 404, 409, 418, 422, 429, 500, 503, 599];
const paths = ['a', 'a/b/c', '%20', 'a%2Fb', 'a;b', 'a,b', '~a', 'a:b@c', '%C3%A9', 'a.b-c_d'];
const queries: { readonly [query: string]: object } = {
  'a=1&a=2': { a: '2' },
  a: { a: '' },
  'a=': { a: '' },
  'a=%C3%A9': { a: 'é' },
  'a%20b=c': { 'a b': 'c' },
  'a=b=c': { a: 'b=c' },
  '&a=1&': { a: '1' },
  'a[]=1&a[]=2': { 'a[]': '2' },
  'A=1&a=2': { A: '1', a: '2' },
};

/** What a Lambda proxy integration tells its function, and makes of its result: one rule over many values. */
export const lambdaProxyRows: { readonly [name: string]: Row } = Object.fromEntries<Row>([
  ...[...renamed, 'Upgrade', 'User-Agent', 'WWW-Authenticate'].map((name): [string, Row] => [
    `${name} of a result is renamed`,
    {
      path: returning({ headers: { [name]: 'v' } }),
      status: 200,
      answerHeaders: { [`x-amzn-remapped-${name.toLowerCase()}`]: 'v' },
      source: responseHeaders,
    },
  ]),
  ...[...kept, 'Referer', 'TE', 'Vary', 'Warn', 'X-Anything'].map((name): [string, Row] => [
    `${name} of a result stays`,
    { path: returning({ headers: { [name]: 'v' } }), status: 200, answerHeaders: { [name.toLowerCase()]: 'v' }, source: responseHeaders },
  ]),
  ...notForwarded.map((name): [string, Row] => [
    `${name} does not reach the function`,
    { path: '/work', headers: { [name]: name === 'Connection' ? 'close' : 'x' }, status: 200, absent: name, source: requestHeaders },
  ]),
  ...statuses.map((statusCode): [string, Row] => [
    `status ${statusCode} of a result`,
    { path: returning({ statusCode }), status: statusCode, source: format },
  ]),
  ...[199, 600, 200.5, -1, true].map((statusCode): [string, Row] => [
    `${statusCode} is no status`,
    { path: returning({ statusCode }), status: 502, text: '{"message": "Internal server error"}', source: format },
  ]),
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((httpMethod): [string, Row] => [
    `${httpMethod} through ANY`,
    { method: httpMethod, path: '/work', status: 200, json: { httpMethod, requestContext: { httpMethod } }, source: routing },
  ]),
  ['HEAD through ANY', { method: 'HEAD', path: '/work', status: 200, text: '', source: routing }],
  ...Object.entries(queries).map(([query, queryStringParameters]): [string, Row] => [
    `the query ${query}`,
    { path: `/work?${query}`, status: 200, json: { queryStringParameters }, source: proxy },
  ]),
  ...paths.map((path): [string, Row] => [
    `the path ${path}`,
    { path: `/any/${path}`, status: 200, json: { path: `/any/${path}`, pathParameters: { proxy: path } }, source: proxy },
  ]),
]);

// Which route of an HTTP API serves a request. The address comes from TARGET_HTTP_API_URLS, or from an engine of our own.
import { afterAll, beforeAll, test } from 'vitest';
import { type Apis, check, type Row, startApis } from './endpoint.ts';

let apis: Apis;
beforeAll(async () => {
  apis = await startApis();
});
afterAll(() => apis.stop());

const routes = 'Create routes for HTTP APIs in API Gateway';
const stages = 'Stages for HTTP APIs in API Gateway';
const missing = { status: 404, text: '{"message":"Not Found"}', noHeaders: ['x-amzn-errortype', 'x-amzn-requestid'] };
const to = (routeKey: string, pathParameters?: object): Pick<Row, 'status' | 'json'> => ({
  status: 200,
  json: { routeKey, ...(pathParameters && { pathParameters }) },
});

const rows: { readonly [name: string]: Row } = {
  'the root': { path: '/', ...to('GET /'), source: routes },
  'a literal': { path: '/literal', ...to('GET /literal'), source: routes },
  'the documented table: a literal': { path: '/pets/dog/1', ...to('GET /pets/dog/1'), source: routes },
  'the documented table: a variable': { path: '/pets/dog/2', ...to('GET /pets/dog/{id}', { id: '2' }), source: routes },
  'the documented table: a greedy one': { path: '/pets/cat/1', ...to('GET /pets/{proxy+}', { proxy: 'cat/1' }), source: routes },
  'the documented table: another method is missed': { method: 'POST', path: '/pets/dog/1', ...missing, source: routes },
  'greedy takes one segment': { path: '/pets/cat', ...to('GET /pets/{proxy+}', { proxy: 'cat' }), source: routes },
  'greedy takes many': { path: '/pets/a/b/c/d', ...to('GET /pets/{proxy+}', { proxy: 'a/b/c/d' }), source: routes },
  'greedy does not take its parent': { path: '/pets', ...missing, source: routes },
  'greedy does not take its parent with a slash': { path: '/pets/', ...missing, source: 'guess' },
  'a longer path than the literal is greedy': { path: '/pets/dog/1/2', ...to('GET /pets/{proxy+}', { proxy: 'dog/1/2' }), source: routes },
  'two variables': { path: '/two/1/2', ...to('GET /two/{a}/{b}', { a: '1', b: '2' }), source: routes },
  'a literal after a variable': { path: '/two/1/fixed', ...to('GET /two/{x}/fixed', { x: '1' }), source: routes },
  'a variable takes no empty segment': { path: '/two//2', ...missing, source: 'guess' },
  'a variable takes no slash': { path: '/two/1/2/3', ...missing, source: routes },
  'one segment too few': { path: '/two/1', ...missing, source: routes },
  'a full match before a greedy one': {
    method: 'POST',
    path: '/deep/a/b',
    ...to('POST /deep/{one}/{two}', { one: 'a', two: 'b' }),
    source: routes,
  },
  'greedy when the full match is too short': {
    method: 'POST',
    path: '/deep/a',
    ...to('POST /deep/{greedy+}', { greedy: 'a' }),
    source: routes,
  },
  'greedy when the full match is too long': {
    method: 'POST',
    path: '/deep/a/b/c',
    ...to('POST /deep/{greedy+}', { greedy: 'a/b/c' }),
    source: routes,
  },
  'a method before ANY': { path: '/both', ...to('GET /both'), source: routes },
  'ANY for the other methods': { method: 'POST', path: '/both', ...to('ANY /both'), source: routes },
  'ANY takes GET': { method: 'GET', path: '/any/x', ...to('ANY /any/{proxy+}', { proxy: 'x' }), source: routes },
  'ANY takes POST': { method: 'POST', path: '/any/x', ...to('ANY /any/{proxy+}', { proxy: 'x' }), source: routes },
  'ANY takes PUT': { method: 'PUT', path: '/any/x', ...to('ANY /any/{proxy+}', { proxy: 'x' }), source: routes },
  'ANY takes PATCH': { method: 'PATCH', path: '/any/x', ...to('ANY /any/{proxy+}', { proxy: 'x' }), source: routes },
  'ANY takes DELETE': { method: 'DELETE', path: '/any/x', ...to('ANY /any/{proxy+}', { proxy: 'x' }), source: routes },
  'ANY takes OPTIONS': { method: 'OPTIONS', path: '/any/x', ...to('ANY /any/{proxy+}', { proxy: 'x' }), source: routes },
  'ANY takes HEAD': { method: 'HEAD', path: '/any/x', status: 200, text: '', source: routes },
  'HEAD where it is declared': { method: 'HEAD', path: '/literal', status: 200, text: '', source: routes },
  'HEAD is not implied by GET': { method: 'HEAD', path: '/pets/dog/1', status: 404, text: '', source: 'guess' },
  'OPTIONS is not implied without CORS': {
    method: 'OPTIONS',
    path: '/literal',
    ...missing,
    source: 'Configure CORS for HTTP APIs in API Gateway',
  },
  'another method of a literal': { method: 'DELETE', path: '/literal', ...missing, source: routes },
  'no such path': { path: '/none', ...missing, source: routes },
  'a path in capitals': { path: '/Literal', ...missing, source: routes },
  'a slash at the end of a literal': { path: '/literal/', ...missing, source: 'guess' },
  'two slashes at the beginning': { path: '//literal', ...missing, source: 'guess' },
  'a query does not count': { path: '/literal?x=/pets', ...to('GET /literal'), source: routes },
  'an encoded literal': { path: '/%6Citeral', ...to('GET /literal'), source: 'guess' },
  'an encoded variable': { path: '/echo/a%20b', ...to('ANY /echo/{id}', { id: 'a b' }), source: 'localstack recordings of HTTP APIs' },
  'an encoded slash stays in its segment': { path: '/echo/a%2Fb', ...to('ANY /echo/{id}', { id: 'a/b' }), source: 'guess' },
  'a broken escape': { path: '/echo/a%zz', ...to('ANY /echo/{id}', { id: 'a%zz' }), source: 'guess' },
  'UTF-8 in a variable': { path: '/echo/%C3%A9', ...to('ANY /echo/{id}', { id: 'é' }), source: 'localstack recordings of HTTP APIs' },
  'dots are text': { path: '/echo/a..b', ...to('ANY /echo/{id}', { id: 'a..b' }), source: 'guess' },
  'a plus in a path is a plus': { path: '/echo/a+b', ...to('ANY /echo/{id}', { id: 'a+b' }), source: 'guess' },
  'a named stage': { api: 'named', path: '/dev/items/7', ...to('GET /items/{id}', { id: '7' }), source: stages },
  'a named stage has its name in rawPath': {
    api: 'named',
    path: '/dev/items/7',
    status: 200,
    json: { rawPath: '/dev/items/7' },
    source: stages,
  },
  'the root of a named stage': { api: 'named', path: '/dev', ...to('$default'), source: stages },
  'the root of a named stage with a slash': { api: 'named', path: '/dev/', ...to('$default'), source: stages },
  '$default takes what is left': { api: 'named', path: '/dev/whatever', ...to('$default'), without: ['pathParameters'], source: routes },
  '$default takes every method': { api: 'named', method: 'DELETE', path: '/dev/items/7', ...to('$default'), source: routes },
  'without the stage nothing is there': { api: 'named', path: '/items/7', ...missing, source: stages },
  'another stage': { api: 'named', path: '/prod/items/7', ...missing, source: stages },
  'a stage in capitals': { api: 'named', path: '/DEV/items/7', ...missing, source: 'guess' },
  'the quick-created route': { api: 'cors', path: '/work', status: 200, source: 'CreateApi, API Gateway V2 API reference' },
  'beside the quick-created route': { api: 'cors', path: '/other', ...missing, source: 'CreateApi, API Gateway V2 API reference' },
};

test.each(Object.entries(rows))('%s', (_name, row) => check(apis, row));

// Covers what a template or a client may do to use up time or memory: each is answered, soon, and the port lives on. Broken HTTP is in
// listener.test.ts, Velocity's own bounds are in velocity.test.ts.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiTemplate, lambdaUri, startGateway, type TestGateway, type TestRequest } from './start-gateway.ts';

const mock = (template: string): object => ({
  responses: { '200': {} },
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: { 'application/json': `${template}{"statusCode": 200}` },
    responses: { default: { statusCode: '200' } },
  },
});
const printing = (template: string): object => ({
  responses: { '200': {} },
  'x-amazon-apigateway-integration': {
    type: 'aws',
    httpMethod: 'POST',
    uri: lambdaUri('echo'),
    requestTemplates: { 'application/json': template },
    responses: { default: { statusCode: '200' } },
  },
});
const validated = (model: string): object => ({
  parameters: [{ in: 'body', name: model, schema: { $ref: `#/definitions/${model}` } }],
  'x-amazon-apigateway-request-validator': 'body',
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('echo') },
});

const doubling = '#set($s = "aaaaaaaaaa")#foreach($i in [1..60])#set($s = "$s$s")#end';
const templates: { readonly [name: string]: object } = {
  loops: mock('#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])#set($x = $k)#end#end#end'),
  doubling: mock(doubling),
  define: mock('#define($a)$b#end#define($b)$a#end$a'),
  'map-of-itself': mock("#set($m = {})#set($d = $m.put('a', $m))$m"),
  'maps-of-maps': mock(
    "#set($m = {})#foreach($i in [1..60])#set($n = {})#set($d = $n.put('a', $m))#set($d = $n.put('b', $m))#set($m = $n)#end$m",
  ),
  comparing: mock('#set($x = $util.parseJson($input.body))#foreach($i in [1..1000])#foreach($j in [1..1000])#if($x == $x)#end#end#end'),
  'header-of-itself': mock("#set($m = {})#set($d = $m.put('a', [$m]))#set($context.responseOverride.header.X = $m)"),
  'list-of-itself': mock('#set($l = [])#set($d = $l.add($l))$l'),
  'replace-nothing': mock(`#set($s = $input.body)#foreach($i in [1..20])#set($s = $s.replaceAll('', $s))#end`),
  backtracking: mock("#set($x = $input.body.replaceAll('(a+)+c', 'b'))"),
  matching: mock("#if($input.body.matches('(a|aa)+c'))#end"),
  descent: printing('$input.json("$..*")'),
  descents: printing("$input.json('$..a..a..a..a..a..a')"),
  filter: printing("$input.json('$..[?(@.a =~ /(a+)+c/)]')"),
  parse: mock('#set($x = $util.parseJson($input.body))$x'),
};
const deepSchema = (depth: number): object => (depth === 0 ? { type: 'object' } : { properties: { a: deepSchema(depth - 1) } });
const body = {
  'x-amazon-apigateway-request-validators': { body: { validateRequestBody: true, validateRequestParameters: false } },
  securityDefinitions: {
    guard: {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: lambdaUri('guard'), identityValidationExpression: '(a+)+c' },
    },
    policy: {
      type: 'apiKey',
      name: 'X-Policy',
      in: 'header',
      'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: lambdaUri('policy') },
    },
  },
  definitions: {
    Pattern: { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+c$' } } },
    Cycle: { type: 'object', properties: { a: { $ref: '#/definitions/Back' } } },
    Back: { type: 'object', properties: { a: { $ref: '#/definitions/Cycle' } } },
    Choices: {
      type: 'object',
      properties: { a: { anyOf: [{ $ref: '#/definitions/Fails' }, { $ref: '#/definitions/Choices' }, { $ref: '#/definitions/Choices' }] } },
    },
    Fails: { allOf: [{ $ref: '#/definitions/Choices' }, { not: {} }] },
    Deep: deepSchema(80),
    Unique: { type: 'object', properties: { a: { type: 'array', uniqueItems: true } } },
  },
};

let gateway: TestGateway;
beforeAll(async () => {
  const selecting = {
    responses: { '200': {}, '400': {} },
    'x-amazon-apigateway-integration': {
      type: 'aws',
      httpMethod: 'POST',
      uri: lambdaUri('throws'),
      responses: { default: { statusCode: '200' }, '(a+)+c': { statusCode: '400' } },
    },
  };
  const guarded = (name: string): object => ({
    security: [{ [name]: [] }],
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('echo') },
  });
  gateway = await startGateway({
    template: apiTemplate(
      {
        ...Object.fromEntries(Object.entries(templates).map(([name, method]) => [`POST /${name}`, method])),
        ...Object.fromEntries(Object.keys(body.definitions).map((name) => [`POST /${name}`, validated(name)])),
        'POST /selecting': selecting,
        'GET /guarded': guarded('guard'),
        'GET /policy': guarded('policy'),
        'ANY /echo': 'echo',
      },
      { body, api: { MinimumCompressionSize: 0 } },
    ),
    functions: {
      echo: () => ({ statusCode: 200, body: 'ok' }),
      throws: () => {
        throw new Error('a'.repeat(50));
      },
      guard: () => ({}),
      policy: () => ({
        principalId: 'me',
        policyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: `arn:aws:execute-api:*${'*a'.repeat(40)}*b` }],
        },
      }),
    },
  });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(() => gateway.stop());

const nested = (depth: number, inner = '1'): string => `${'{"a":'.repeat(depth)}${inner}${'}'.repeat(depth)}`;
const post = (name: string, text: string | Buffer, headers: { readonly [name: string]: string } = {}): TestRequest => ({
  method: 'POST',
  path: `/test/${name}`,
  headers: { 'Content-Type': 'application/json', 'Accept-Encoding': 'identity', ...headers },
  body: text,
});
const many = 'a'.repeat(5000);

const rows: { readonly [name: string]: { readonly request: TestRequest; readonly statuses: readonly number[] } } = {
  'loops in loops': { request: post('loops', '{}'), statuses: [500] },
  'a text that doubles': { request: post('doubling', '{}'), statuses: [500] },
  'definitions of each other': { request: post('define', '{}'), statuses: [500] },
  'a map that holds itself': { request: post('map-of-itself', '{}'), statuses: [200] },
  'a list that holds itself': { request: post('list-of-itself', '{}'), statuses: [200, 500] },
  'maps of maps of maps': { request: post('maps-of-maps', '{}'), statuses: [500] },
  'a long value, compared again and again': {
    request: post('comparing', JSON.stringify(Array.from({ length: 10_000 }, () => 'abc'))),
    statuses: [500],
  },
  'a header that holds itself': { request: post('header-of-itself', '{}'), statuses: [500] },
  'a text put between its letters': { request: post('replace-nothing', JSON.stringify(many)), statuses: [500] },
  'backtracking in replaceAll': { request: post('backtracking', JSON.stringify(many)), statuses: [200, 500] },
  'backtracking in matches': { request: post('matching', JSON.stringify(many)), statuses: [200, 500] },
  'all descendants of a deep body': { request: post('descent', nested(20_000)), statuses: [200, 400, 500] },
  'descendants of descendants': { request: post('descents', nested(400)), statuses: [200, 400, 500] },
  'backtracking in a filter': { request: post('filter', `[{"a":"${many}"}]`), statuses: [200, 500] },
  'a deep body, parsed': { request: post('parse', nested(100_000)), statuses: [200, 500] },
  'backtracking in a selection pattern': { request: post('selecting', '{}'), statuses: [200, 500] },
  'backtracking in a validation expression': { request: { path: '/test/guarded', headers: { Authorization: many } }, statuses: [401, 500] },
  'a policy of wildcards': { request: { path: '/test/policy', headers: { 'X-Policy': 'x' } }, statuses: [403] },
  'backtracking in a model': { request: post('Pattern', `{"a":"${many}"}`), statuses: [400, 500] },
  'models in a circle': { request: post('Cycle', nested(200)), statuses: [200, 400] },
  'a body deeper than is read': { request: post('Cycle', nested(50_000)), statuses: [400] },
  'choices of choices': { request: post('Choices', nested(60)), statuses: [200, 400, 500] },
  'a deep model': { request: post('Deep', nested(80, '{}')), statuses: [200] },
  'a long list of its own kind': {
    request: post('Unique', `{"a":[${Array.from({ length: 20_000 }, (_, index) => `{"a":${index}}`).join(',')}]}`),
    statuses: [200, 400, 500],
  },
  'a bomb of gzip': {
    request: post('echo', gzipSync(Buffer.alloc(100 * 1024 * 1024)), { 'Content-Encoding': 'gzip' }),
    statuses: [400, 413, 415],
  },
  'a hundred thousand parameters': { request: { path: `/test/echo?${'a=1&'.repeat(2000)}` }, statuses: [200, 414] },
  'a long path': { request: { path: `/test/${'a/'.repeat(4000)}` }, statuses: [403, 414] },
  'a list of codings': { request: { path: '/test/echo', headers: { 'Accept-Encoding': 'gzip;q=0,'.repeat(1000) } }, statuses: [200] },
  'a list of types': { request: { path: '/test/echo', headers: { Accept: 'a/b,'.repeat(2000) } }, statuses: [200] },
  'a method that is none': { request: { path: '/test/echo', headers: { 'X-HTTP-Method-Override': '__proto__' } }, statuses: [200, 403] },
};

test.each(Object.entries(rows))('%s', async (_name, { request, statuses }) => {
  const startedAt = performance.now();
  const answer = await gateway.send(request);
  expect(statuses).toContain(answer.status);
  expect(answer.trace.refusal?.layer).not.toBe('gatewright');
  expect(performance.now() - startedAt).toBeLessThan(4000);
  expect((await gateway.send({ path: '/test/echo' })).status).toBe(200);
});

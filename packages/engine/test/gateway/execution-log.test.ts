// Covers execution logs: which lines each level gets, for requests that pass and requests that are refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiTemplate, lambdaUri, startGateway, type TestGateway } from './start-gateway.ts';

const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('answer') };
let gateway: TestGateway;
beforeAll(async () => {
  const setting = (ResourcePath: string, more: object): object => ({ ResourcePath, HttpMethod: 'GET', ...more });
  gateway = await startGateway({
    template: apiTemplate(
      {
        'GET /info/{id}': 'answer',
        'GET /error': 'answer',
        'GET /throws': 'throws',
        'GET /off': 'answer',
        'GET /data': 'answer',
        'GET /keyed': { security: [{ key: [] }], 'x-amazon-apigateway-integration': integration },
        'GET /guarded': { security: [{ guard: [] }], 'x-amazon-apigateway-integration': integration },
      },
      {
        stage: {
          MethodSettings: [
            setting('/info/{id}', { LoggingLevel: 'INFO' }),
            setting('/error', { LoggingLevel: 'ERROR' }),
            setting('/throws', { LoggingLevel: 'ERROR' }),
            setting('/off', { LoggingLevel: 'OFF', DataTraceEnabled: true }),
            setting('/data', { LoggingLevel: 'INFO', DataTraceEnabled: true }),
            setting('/keyed', { LoggingLevel: 'INFO' }),
            setting('/guarded', { LoggingLevel: 'INFO' }),
          ],
        },
        body: {
          securityDefinitions: {
            key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
            guard: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: lambdaUri('guard') },
            },
          },
        },
      },
    ),
    functions: {
      answer: () => ({ statusCode: 201, body: 'done' }),
      throws: () => {
        throw new Error('bad day');
      },
      guard: () => ({
        principalId: 'me',
        policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      }),
    },
  });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(() => gateway.stop());

/** The lines of one request, each without its request's id, with the ids in it by name. */
async function linesOf(path: string, headers: { readonly [name: string]: string } = {}): Promise<readonly string[]> {
  const { trace, headers: answered } = await gateway.send({ path, headers });
  const named = (line: string): string =>
    line
      .replaceAll(trace.requestId, 'REQUEST')
      .replaceAll(String(trace.apiId), 'API')
      .replaceAll(answered['x-amz-apigw-id'] ?? 'none', 'EXTENDED');
  return (trace.executionLog ?? []).map((it) => named(it).replace(/^\(REQUEST\) /, ''));
}

const free = (method: string): readonly string[] => [
  'Verifying Usage Plan for request: REQUEST. API Key:  API Stage: API/test',
  `API Key  authorized because method '${method}' does not require API Key. Request will not contribute to throttle or quota limits`,
  'Usage Plan check succeeded for API Key  and API Stage API/test',
];

// Source: public reports of API-Gateway-Execution-Logs without data trace.
test('a request that passes, at INFO', async () => {
  expect(await linesOf('/test/info/1')).toEqual([
    'Extended Request Id: EXTENDED',
    ...free('GET /info/{id}'),
    'Starting execution for request: REQUEST',
    'HTTP Method: GET, Resource Path: /info/1',
    'Successfully completed execution',
    'Method completed with status: 201',
  ]);
});

// Source: localstack's recordings of TestInvokeMethod, whose lines these are.
test('a request that passes, with data trace', async () => {
  const lines = await linesOf('/test/data?a=b', { Authorization: 'secret-of-mine', 'X-Long': 'a'.repeat(2000) });
  expect(lines.slice(4, 8)).toEqual([
    'Starting execution for request: REQUEST',
    'HTTP Method: GET, Resource Path: /data',
    'Method request path: {}',
    'Method request query string: {a=b}',
  ]);
  expect(lines[8]).toMatch(/^Method request headers: \{.*Authorization=\*{8}f-mine.* \[TRUNCATED\]$/);
  const beginnings = lines.slice(9).map((it) => it.split(':')[0]);
  expect(beginnings).toEqual([
    'Method request body before transformations',
    'Endpoint request URI',
    'Endpoint request headers',
    'Endpoint request body after transformations',
    'Sending request to https',
    'Received response. Status',
    'Endpoint response headers',
    'Endpoint response body before transformations',
    'Method response body after transformations',
    'Method response headers',
    'Successfully completed execution',
    'Method completed with status',
  ]);
});

test.each([
  { name: 'nothing at OFF, whatever data trace says', path: '/test/off', lines: [] },
  { name: 'nothing at ERROR of a request that passes', path: '/test/error', lines: [] },
  {
    name: 'a function that fails',
    path: '/test/throws',
    lines: [
      expect.stringMatching(
        /^Lambda execution failed with status 200 due to customer function error: .*bad day.* Lambda request id: [0-9a-f-]{36}$/s,
      ),
      'Method completed with status: 502',
    ],
  },
  {
    name: 'a key of no plan',
    path: '/test/keyed',
    headers: { 'x-api-key': 'not-a-key-of-ours' },
    lines: [
      'Extended Request Id: EXTENDED',
      'Verifying Usage Plan for request: REQUEST. API Key: ***********f-ours API Stage: API/test',
      "API Key ***********f-ours not authorized because method 'GET /keyed' requires API Key and API Key is not associated with a Usage Plan for API Stage API/test: No Usage Plan found for key and API Stage",
      'Method completed with status: 403',
    ],
  },
  {
    name: 'a token that is missing',
    path: '/test/guarded',
    lines: [
      'Extended Request Id: EXTENDED',
      expect.stringMatching(/^Starting authorizer: \w+ for request: REQUEST$/),
      'Unauthorized request: REQUEST',
      'Method completed with status: 401',
    ],
  },
])('$name', async ({ path, headers, lines }) => {
  expect(await linesOf(path, headers)).toEqual(lines);
});

test('an authorizer that lets pass', async () => {
  const lines = await linesOf('/test/guarded', { Authorization: 'a' });
  expect(lines.slice(1, 4)).toEqual([
    expect.stringMatching(/^Starting authorizer: \w+ for request: REQUEST$/),
    'Successfully completed authorizer execution',
    'Verifying Usage Plan for request: REQUEST. API Key:  API Stage: API/test',
  ]);
});

// The article's snippets as printed, behind the real command line: what AWS would answer, and what the terminal says of it.
// That each fault in their text is named is packages/cli/test/doctor/article.test.ts.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createRequire } from 'node:module';
import jwt from 'jsonwebtoken';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RunningCli, runCli, startCli } from '../../test/start-cli.ts';

const badGateway = '{"message": "Internal server error"}';

interface Call {
  readonly name: string;
  readonly request: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: number;
  /** The body, or members of it when it is JSON that holds more. */
  readonly answer: unknown;
  /** Access-Control-Allow-Origin, null for none. */
  readonly origin: string | null;
  /** What the request's line in the terminal says: somewhere in it, in this order. */
  readonly explained?: readonly string[];
}

/** The secret of jwt/template.yaml. */
const secret = 'printed-in-a-template-for-the-example-only';
const token = jwt.sign({ sub: 'user-1' }, secret);

const snippets: readonly { readonly folder: string; readonly calls: readonly Call[] }[] = [
  {
    folder: 'first-handler',
    calls: [
      { name: 'getUsers is not there (B14, B11)', request: 'GET /users', status: 502, answer: badGateway, origin: null, explained: ['getUsers is not defined', 'handler.js:15'] },
      { name: 'createUser is not there (B14)', request: 'POST /users', body: '{"name":"Ann"}', status: 502, answer: badGateway, origin: null, explained: ['createUser is not defined', 'handler.js:22'] },
      { name: 'a body that is no JSON (B7)', request: 'POST /users', body: '{name', status: 502, answer: badGateway, origin: null, explained: ['SyntaxError', 'handler.js:21'] },
      { name: 'the 404 has no CORS header (B12)', request: 'GET /nothing', status: 404, answer: '{"error":"Not found"}', origin: null },
      { name: 'the root is not covered (B37, B28)', request: 'GET /', status: 403, answer: '{"message":"Missing Authentication Token"}', origin: null, explained: ['MISSING_AUTHENTICATION_TOKEN', 'template.yaml:12'] },
      { name: 'the gateway answers preflight itself (B29)', request: 'OPTIONS /users', status: 200, answer: expect.anything(), origin: '*' },
    ],
  },
  {
    folder: 'main-handler',
    calls: [
      { name: 'the proxy parameter has no slash (B1)', request: 'GET /users', status: 404, answer: '{"error":"Not found"}', origin: '*' },
      { name: 'a template is no path (B2)', request: 'GET /users/42', status: 404, answer: '{"error":"Not found"}', origin: '*' },
      { name: 'nor is there any other route', request: 'POST /users', body: '{"name":"Ann"}', status: 404, answer: '{"error":"Not found"}', origin: '*' },
    ],
  },
  {
    folder: 'sam-template',
    calls: [{ name: 'template and handler together: 404 (B1)', request: 'GET /users', status: 404, answer: '{"error":"Not found"}', origin: '*' }],
  },
  {
    folder: 'routes',
    calls: [
      { name: 'the table starts empty', request: 'GET /users', status: 200, answer: '[]', origin: null, explained: ['Scan'] },
      { name: 'an id is made', request: 'POST /users', body: '{"name":"Ann"}', status: 201, answer: { id: expect.stringMatching(/^[a-z0-9]{1,13}$/), name: 'Ann' }, origin: null },
      { name: 'the client chooses the id (B4)', request: 'POST /users', body: '{"id":"mine","name":"Bo"}', status: 201, answer: { id: 'mine', name: 'Bo' }, origin: null },
      { name: 'and takes the next one over (B4)', request: 'POST /users', body: '{"id":"mine","name":"Eve"}', status: 201, answer: { id: 'mine' }, origin: null },
      { name: 'Bo is gone', request: 'GET /users/mine', status: 200, answer: { id: 'mine', name: 'Eve' }, origin: null, explained: ['GetItem'] },
      { name: 'null makes a user of nothing but an id (B8)', request: 'POST /users', body: 'null', status: 201, answer: { id: expect.any(String), createdAt: expect.any(String) }, origin: null },
    ],
  },
  {
    folder: 'api-key',
    calls: [
      { name: 'a good key is let in, and the handler ends without an answer (B25)', request: 'GET /orders', headers: { 'x-api-key': 'key-one' }, status: 502, answer: badGateway, origin: null, explained: ['Malformed Lambda proxy response'] },
      { name: 'a bad key gets a 401 without CORS (B12, B18)', request: 'GET /orders', headers: { 'x-api-key': 'key-three' }, status: 401, answer: '{"error":"Unauthorized"}', origin: null },
      { name: 'a good key in another spelling is refused (B15)', request: 'GET /orders', headers: { 'X-Api-Key': 'key-one' }, status: 401, answer: '{"error":"Unauthorized"}', origin: null },
    ],
  },
  {
    folder: 'jwt',
    calls: [
      { name: 'without a token even the error has an error (B14)', request: 'GET /me', status: 502, answer: badGateway, origin: null, explained: ['errorResponse is not defined', 'handler.js:25'] },
      { name: 'with one, successResponse fails inside the try (B20)', request: 'GET /me', headers: { Authorization: `Bearer ${token}` }, status: 502, answer: badGateway, origin: null, explained: ['errorResponse is not defined'] },
    ],
  },
  {
    folder: 'typed-errors',
    calls: [{ name: 'user, isValid, userData, result are not there (B14)', request: 'GET /users/42', status: 502, answer: badGateway, origin: null, explained: ['errorResponse is not defined', 'handler.js:39'] }],
  },
  {
    folder: 'validation',
    calls: [
      {
        name: 'details echo the input, without CORS (B12, B26)',
        request: 'POST /users',
        body: '{"name":"A","email":"not-an-address"}',
        status: 400,
        answer: { error: 'Validation failed', details: [expect.objectContaining({ path: ['name'], context: expect.objectContaining({ value: 'A' }) })] },
        origin: null,
      },
      { name: 'a good user meets createUser (B14)', request: 'POST /users', body: '{"name":"Ann","email":"ann@example.com"}', status: 502, answer: badGateway, origin: null, explained: ['createUser is not defined', 'handler.js:26'] },
      { name: 'any other route has no answer (B25)', request: 'GET /users', status: 502, answer: badGateway, origin: null, explained: ['Malformed Lambda proxy response'] },
      { name: 'a body that is no JSON (B7)', request: 'POST /users', body: '{name', status: 502, answer: badGateway, origin: null, explained: ['SyntaxError', 'handler.js:11'] },
    ],
  },
  {
    folder: 'cors',
    calls: [
      { name: 'answers preflight by itself', request: 'OPTIONS /anything', status: 200, answer: '', origin: '*' },
      { name: 'on a path that is nowhere (B27)', request: 'GET /nowhere', status: 200, answer: '{"data":"response"}', origin: '*' },
      { name: 'the gateway\'s own errors stay without (B28)', request: 'GET /', status: 403, answer: '{"message":"Missing Authentication Token"}', origin: null },
    ],
  },
  {
    folder: 'metrics',
    calls: [{ name: 'the metric of the failure is awaited, then it throws (B31, B32)', request: 'GET /work', status: 502, answer: badGateway, origin: null, explained: ['PutMetricData'] }],
  },
];

describe.each(snippets)('$folder', ({ folder, calls }) => {
  let cli: RunningCli;
  beforeAll(async () => {
    cli = await startCli(`examples/article-as-printed/${folder}`, ['--memory']);
  });
  afterAll(() => cli.stop());

  test.each(calls)('$request: $name', async ({ request, headers = {}, body, status, answer, origin, explained = [] }) => {
    const [method = '', path = ''] = request.split(' ');
    const sent = await send(`${cli.url}${path}`, { method, headers, body });
    expect(sent.status).toBe(status);
    expect(sent.origin).toBe(origin);
    if (typeof answer === 'object' && !('asymmetricMatch' in (answer ?? {}))) expect(JSON.parse(sent.body)).toMatchObject(answer ?? {});
    else expect(sent.body).toEqual(answer);
    const line = await cli.line((it) => it.type === 'request' && it.requestId === sent.requestId);
    expect(JSON.stringify(line)).toMatch(new RegExp(explained.map(escaped).join('.*')));
  });
});

test('serverless.yml does not deploy as printed: custom.tableName is nowhere (B34)', async () => {
  const { code, lines } = await runCli(['dev', 'examples/article-as-printed/serverless-yml', '--port', '0', '--aws-port', '0', '--memory']);
  expect(code).toBe(1);
  const said = lines.filter((it) => it.code === 'UNRESOLVED_VARIABLE').map((it) => it.at);
  expect(said).toEqual([expect.stringContaining('serverless.yml:9:'), expect.stringContaining('serverless.yml:25:')]);
});

test('the metrics snippet runs, and its metrics are there', async () => {
  const cli = await startCli('examples/article-as-printed/metrics', ['--memory']);
  try {
    await send(`${cli.url}/work`, { method: 'GET', headers: {}, body: undefined });
    const { code, lines } = await runCli(['metrics', '--json', '--endpoint-url', cli.awsUrl]);
    expect(code).toBe(0);
    expect(lines.find((it) => it.kind === 'function')?.errors).toContain(1);
    const client = new CloudWatchClient({ endpoint: cli.awsUrl, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'MyAPI' }));
    expect(Metrics).toMatchObject([{ MetricName: 'Errors', Dimensions: [] }]);
  } finally {
    await cli.stop();
  }
});

// Names that the snippets leave out hide what comes after them; with these supplied, the rest shows.
describe('with the missing names supplied', () => {
  const load = createRequire(import.meta.url);
  const supply = (names: Readonly<Record<string, unknown>>): void => {
    for (const [name, value] of Object.entries(names)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };
  const answer = (status: number) => (value: unknown, given: number = status) => ({ statusCode: given, value: value instanceof Error ? value.message : value });
  afterEach(() => {
    delete process.env.JWT_SECRET;
    delete process.env.API_KEYS;
  });

  test.each([
    { name: 'HS512 is taken as well as HS256 (B19)', header: `Bearer ${jwt.sign({ sub: 'a' }, secret, { algorithm: 'HS512' })}`, status: 200 },
    { name: 'a token that never ends is taken (B19)', header: `Bearer ${jwt.sign({ sub: 'a' }, secret, { noTimestamp: true })}`, status: 200 },
    { name: 'a token of another issuer and for another audience is taken (B19)', header: `Bearer ${jwt.sign({ iss: 'x', aud: 'y' }, secret)}`, status: 200 },
    { name: 'a token without a scheme is taken (B22)', header: token, status: 200 },
    { name: 'the scheme in small letters is refused (B22)', header: `bearer ${token}`, status: 401, value: 'Invalid token' },
    { name: 'an unset secret is the token\'s fault (B21)', header: `Bearer ${token}`, secret: undefined, status: 401, value: 'Invalid token' },
  ])('jwt: $name', async ({ header, status, value, ...settings }) => {
    if (!('secret' in settings)) process.env.JWT_SECRET = secret;
    supply({ successResponse: answer(200), errorResponse: answer(500) });
    const event = { headers: { Authorization: header } };
    expect(await load('./jwt/handler.js').handler(event)).toMatchObject({ statusCode: status, ...(value && { value }) });
  });

  test('jwt: a failure after the check is a 401 that tells its text (B20), and the event is changed (B23)', async () => {
    process.env.JWT_SECRET = secret;
    const failing = (): never => {
      throw new Error('table users-prod is throttled');
    };
    supply({ successResponse: failing, errorResponse: answer(500) });
    const event = { headers: { Authorization: `Bearer ${token}` } };
    expect(await load('./jwt/handler.js').handler(event)).toEqual({ statusCode: 401, value: 'table users-prod is throttled' });
    expect(event).toHaveProperty('user.sub', 'user-1');
  });

  test('api-key: an empty list lets an empty key in, an unset one fails (B16)', async () => {
    const { handler } = load('./api-key/handler.js');
    process.env.API_KEYS = '';
    expect(await handler({ headers: { 'x-api-key': '' } })).toBeUndefined();
    delete process.env.API_KEYS;
    await expect(handler({ headers: {} })).rejects.toThrow(TypeError);
    process.env.API_KEYS = 'one, two';
    expect(await handler({ headers: { 'x-api-key': 'two' } })).toMatchObject({ statusCode: 401 });
  });

  test('main handler: a broken body is a 500 with the parser\'s words (B7, B10), once a route matches', async () => {
    // `path` of the greedy parameter made as the snippet expects it, so that its routes can be reached at all.
    const { handler } = load('./main-handler/handler.js');
    const broken = await handler({ httpMethod: 'POST', pathParameters: { proxy: '/users' }, body: '{name' });
    expect(broken).toMatchObject({ statusCode: 500, body: expect.stringMatching(/JSON/) });
    const unset = await handler({ httpMethod: 'GET', pathParameters: { proxy: '/users' }, body: null });
    expect(JSON.parse(unset.body)).toEqual({ error: expect.stringMatching(/\S/) });
  });

  test('typed errors: an ApiError is named Error in every log (B24)', async () => {
    const seen: Error[] = [];
    supply({ user: undefined, isValid: () => true, userData: {}, errorResponse: (error: Error, statusCode: number) => (seen.push(error), { statusCode }) });
    expect(await load('./typed-errors/handler.js').handler({})).toEqual({ statusCode: 404 });
    expect(seen[0]?.name).toBe('Error');
  });

  test('validation: the first fault only, and "20" becomes 20 (B26)', async () => {
    supply({ createUser: async (value: unknown) => value, successResponse: answer(200) });
    const { handler } = load('./validation/handler.js');
    const call = (body: unknown): Promise<{ body: string }> => handler({ httpMethod: 'POST', path: '/users', body: JSON.stringify(body) });
    expect(JSON.parse((await call({ name: 'A', email: 'x' })).body).details).toHaveLength(1);
    expect(await call({ name: 'Ann', email: 'a@example.com', age: '20' })).toMatchObject({ value: { age: 20 } });
  });
});

/** SHA-256 of each snippet as printed, so that no formatter and no kind hand repairs one. */
const printed: Readonly<Record<string, readonly string[]>> = {
  '67b6b9d86e50b56eabbcc178a8c3baa3092c95e1aa2d02955ccd36b9164bd5bf': ['first-handler/handler.js'],
  '08d0db33cacf1f917da447eeb605d5a02228e2ef3780a31b8297ca670b171541': ['first-handler/template.yaml', 'sam-template/template.yaml'],
  bb21f24325f974838f82c70982991ac66a23d249c868f6bb1fec216793a3ec2b: ['serverless-yml/serverless.yml'],
  '1c34038114b8a7ec2136e66c64fb53e931b671a42b209e6e7e7e789cba7f1116': ['routes', 'main-handler', 'sam-template', 'serverless-yml'].map((it) => `${it}/routes/users.js`),
  '2aed694052856ad5e246f17ff3d07cf9ad2c508fad3d026b5e2095ef4d14ad1c': ['main-handler', 'sam-template', 'serverless-yml'].map((it) => `${it}/handler.js`),
  '447037b8e8799f95604dc0e14018b61d392df6d4aca0d1937f84471e36151c78': ['api-key/handler.js'],
  '99a69ee40621b76ffd536c9aa913b9a54910f6f7150b53efe7f63a6b11ed8b75': ['jwt/handler.js'],
  '880dc0d258a4400a5b7da4d75817829cda8a985e5912d04774e6d289cb22b39b': ['typed-errors/handler.js'],
  d55043aa2a15d92d9b60907865ecdc93030bc96706135217baed25c9ba091e63: ['validation/handler.js'],
  '809e68a26fafc498d6f074ef280e6617e66cbdb97bd7914d53193490c1459e1f': ['cors/handler.js'],
  f08c7ae864fd150b1acacdfb7d9bb95173deff54b3f9103e48131fe390a7c390: ['metrics/handler.js'],
};

test.each(Object.entries(printed).flatMap(([sum, files]) => files.map((file) => ({ sum, file }))))('$file is as printed', ({ sum, file }) => {
  const text = readFileSync(new URL(file, import.meta.url));
  expect(createHash('sha256').update(text).digest('hex')).toBe(sum);
});

interface Sent {
  readonly status: number;
  readonly body: string;
  readonly origin: string | null;
  readonly requestId: string;
}

/** One request with its headers spelt as given: fetch would write them in lower case. */
function send(url: string, { method, headers, body }: { method: string; headers: Readonly<Record<string, string>>; body: string | undefined }): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const origin = response.headers['access-control-allow-origin'];
        resolve({ status: response.statusCode ?? 0, body: text, origin: origin ?? null, requestId: String(response.headers['x-amzn-requestid']) });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

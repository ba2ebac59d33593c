// Covers AWS_IAM: requests that AWS's own signer signs, in headers and in the query string, and AWS's words to the others. With the signer's
// choices of paths and queries, this also holds the canonical request.
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noIdentities } from '../../src/gateway/identity/identities.ts';
import { developerCredential, functionCredential } from '../../src/services/known-credential.ts';
import { createWorld } from '../../src/world/world.ts';
import { Sha256 } from '../sha256.ts';
import { type Answer, apiTemplate, lambdaUri, startGateway, type TestGateway } from './start-gateway.ts';

const guarded = {
  'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('answer') },
};
const developer = developerCredential({ accessKeyId: 'test', secretAccessKey: 'test' }, createWorld());
const ofFunction = functionCredential(
  { accessKeyId: 'ASIAFUNCTION', secretAccessKey: 'secret', sessionToken: 'token', functionName: 'caller' },
  createWorld(),
);

async function startWith(policy?: object): Promise<TestGateway> {
  const gateway = await startGateway({
    template: apiTemplate({ 'ANY /{proxy+}': guarded, 'GET /': guarded }, policy ? { api: { Policy: policy } } : {}),
    functions: { answer: () => ({ statusCode: 200 }) },
    identities: { ...noIdentities, credentialOf: (id) => [developer, ofFunction].find((it) => it.accessKeyId === id) },
  });
  expect(gateway.diagnostics).toEqual([]);
  return gateway;
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startWith();
});
afterAll(() => gateway.stop());

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly query?: { readonly [name: string]: string | string[] };
  readonly body?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string | undefined };
  readonly service?: string;
  readonly region?: string;
  /** When it was signed, from now. */
  readonly ageMs?: number;
  readonly presigned?: { readonly expiresIn: number };
}

interface Signed {
  readonly method: string;
  path: string;
  headers: { [name: string]: string };
  body: string | undefined;
}

async function signed(call: Call, on = gateway): Promise<Signed> {
  const { method = 'GET', path = '/test/notes', query = {}, body, headers = {}, keys = developer, ageMs = 0 } = call;
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const signer = new SignatureV4({
    service: call.service ?? 'execute-api',
    region: call.region ?? 'us-east-1',
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    sha256: Sha256,
  });
  const host = `127.0.0.1:${on.port}`;
  const request: Parameters<typeof signer.presign>[0] = {
    method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    port: on.port,
    path,
    query: Object.fromEntries(Object.entries(query)),
    headers: { host, ...headers },
    ...(body !== undefined && { body }),
  };
  const signingDate = new Date(on.clock.nowMs - ageMs);
  const made = call.presigned
    ? await signer.presign(request, { signingDate, expiresIn: call.presigned.expiresIn })
    : await signer.sign(request, { signingDate });
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = Object.entries(made.query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((it) => `${encode(name)}=${encode(String(it))}`),
  );
  return { method, path: made.path + (pairs.length > 0 ? `?${pairs.join('&')}` : ''), headers: { ...made.headers }, body };
}

const send = (request: Signed, on = gateway): Promise<Answer> =>
  on.send({
    method: request.method,
    path: request.path,
    headers: request.headers,
    ...(request.body !== undefined && { body: request.body }),
  });

const good: readonly { readonly name: string; readonly call: Call }[] = [
  { name: 'GET', call: {} },
  { name: 'POST with a body', call: { method: 'POST', body: '{"a":"ä"}', headers: { 'content-type': 'application/json' } } },
  { name: 'the root', call: { path: '/test/' } },
  { name: 'a path that is percent-encoded', call: { path: '/test/a%20b/%C3%A9%2Fx' } },
  { name: 'characters that SigV4 encodes', call: { path: "/test/a!b'(c)*d" } },
  { name: 'a query string', call: { query: { b: '2', a: ['z', 'y'], 'c d': 'e/f+g', empty: '' } } },
  { name: 'headers with blanks', call: { headers: { 'x-a': '  a   b ' } } },
  { name: 'four minutes old', call: { ageMs: 4 * 60_000 } },
  { name: 'four minutes early', call: { ageMs: -4 * 60_000 } },
  { name: 'presigned', call: { presigned: { expiresIn: 900 }, query: { a: '1' } } },
  { name: 'presigned ten minutes ago', call: { presigned: { expiresIn: 900 }, ageMs: 600_000 } },
  { name: 'a function with its session token', call: { keys: ofFunction } },
  { name: 'a function, presigned', call: { keys: ofFunction, presigned: { expiresIn: 60 } } },
];
// Source: "Create a signed AWS API request"; the signer is AWS's own.
test.each(good)('passes: $name', async ({ call }) => {
  const answer = await send(await signed(call));
  expect([answer.status, answer.trace.refusal?.message]).toEqual([200, undefined]);
});

interface Bad {
  readonly name: string;
  readonly call: Call;
  readonly tamper?: (request: Signed) => void;
  readonly text: string;
  readonly errorType: string;
}
const mismatch = {
  text: 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. ',
  errorType: 'InvalidSignatureException',
};
// Sources: "Troubleshoot signed requests for AWS APIs"; "How do I troubleshoot signature mismatch errors", AWS re:Post; public reports.
const bad: readonly Bad[] = [
  {
    name: 'nothing signed',
    call: {},
    tamper: (it) => {
      it.headers = {};
    },
    text: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
  },
  {
    name: 'a bearer token',
    call: {},
    tamper: (it) => {
      it.headers = { authorization: 'Bearer abc' };
    },
    text: 'Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): ',
    errorType: 'IncompleteSignatureException',
  },
  {
    name: 'a header of another form',
    call: {},
    tamper: (it) => {
      it.headers = { authorization: 'Other a=b' };
    },
    text: "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. ",
    errorType: 'IncompleteSignatureException',
  },
  {
    name: 'an unknown key',
    call: { keys: { accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' } },
    text: 'The security token included in the request is invalid.',
    errorType: 'UnrecognizedClientException',
  },
  {
    name: 'a function without its session token',
    call: { keys: { ...ofFunction, sessionToken: undefined } },
    text: 'The security token included in the request is invalid.',
    errorType: 'UnrecognizedClientException',
  },
  { name: 'another secret', call: { keys: { ...developer, secretAccessKey: 'other' } }, ...mismatch },
  {
    name: 'another body',
    call: { method: 'POST', body: 'one' },
    tamper: (it) => {
      it.body = 'two';
    },
    ...mismatch,
  },
  {
    name: 'another query string',
    call: { query: { a: '1' } },
    tamper: (it) => {
      it.path = it.path.replace('a=1', 'a=2');
    },
    ...mismatch,
  },
  {
    name: 'another path',
    call: {},
    tamper: (it) => {
      it.path = '/test/other';
    },
    ...mismatch,
  },
  {
    name: 'a presigned address with more in it',
    call: { presigned: { expiresIn: 60 } },
    tamper: (it) => {
      it.path += '&admin=true';
    },
    ...mismatch,
  },
  {
    name: 'another service',
    call: { service: 's3' },
    text: "Credential should be scoped to correct service: 'execute-api'. ",
    errorType: 'InvalidSignatureException',
  },
  {
    name: 'another region',
    call: { region: 'eu-west-1' },
    text: "Credential should be scoped to a valid region, not 'eu-west-1'. ",
    errorType: 'InvalidSignatureException',
  },
  {
    name: 'six minutes old',
    call: { ageMs: 6 * 60_000 },
    text: 'Signature expired: 20260710T191304Z is now earlier than 20260710T191404Z (20260710T191904Z - 5 min.)',
    errorType: 'InvalidSignatureException',
  },
  {
    name: 'six minutes early',
    call: { ageMs: -6 * 60_000 },
    text: 'Signature not yet current: 20260710T192504Z is still later than 20260710T192404Z (20260710T191904Z + 5 min.)',
    errorType: 'InvalidSignatureException',
  },
  {
    name: 'presigned and past its time',
    call: { presigned: { expiresIn: 60 }, ageMs: 61_000 },
    text: 'Signature expired: ',
    errorType: 'InvalidSignatureException',
  },
];
test.each(bad)('is refused: $name', async ({ call, tamper, text, errorType }) => {
  const request = await signed(call);
  tamper?.(request);
  const before = gateway.invocations.length;
  const answer = await send(request);
  expect(answer.status).toBe(403);
  expect(String(JSON.parse(answer.text).message).slice(0, text.length)).toBe(text);
  expect(answer.headers['x-amzn-errortype']).toBe(errorType);
  expect(answer.trace.refusal).toMatchObject({ layer: 'authorizer', at: { file: 'template.yaml' } });
  expect(gateway.invocations.length).toBe(before);
});

// Source: "Create an input for a Lambda function": requestContext.identity of signed requests.
test.each([
  { keys: developer, arn: 'arn:aws:iam::123456789012:user/developer', user: 'AIDADEVELOPER00000000' },
  { keys: ofFunction, arn: 'arn:aws:sts::123456789012:assumed-role/caller-role/caller', user: 'AROAFUNCTIONROLE00000:caller' },
])('the function is told who signed: $arn', async ({ keys, arn, user }) => {
  await send(await signed({ keys }));
  expect(gateway.invocations.at(-1)?.event.requestContext).toMatchObject({
    identity: { accessKey: keys.accessKeyId, accountId: '123456789012', caller: user, user, userArn: arn, sourceIp: '127.0.0.1' },
  });
});

const statement = (Effect: string, AWS: string, Resource = 'execute-api:/*'): object => ({
  Effect,
  Principal: { AWS },
  Action: 'execute-api:Invoke',
  Resource,
});
// Source: "How API Gateway resource policies affect authorization workflow", Table A: the caller's own policies count as allowing.
test.each([
  { name: 'allows somebody else', statements: [statement('Allow', 'arn:aws:iam::999999999999:root')], status: 200 },
  { name: 'denies the user', statements: [statement('Deny', developer.arn)], status: 403 },
  { name: 'denies the account', statements: [statement('Deny', '123456789012')], status: 403 },
  { name: 'denies another path', statements: [statement('Deny', '*', 'execute-api:/test/GET/other')], status: 200 },
])('a resource policy that $name', async ({ statements, status }) => {
  const own = await startWith({ Version: '2012-10-17', Statement: statements });
  const answer = await send(await signed({}, own), own);
  const unsigned = await own.send({ path: '/test/notes' });
  await own.stop();
  expect(answer.status).toBe(status);
  expect(unsigned.text).toBe('{"message":"Missing Authentication Token"}');
  if (status === 200) return;
  const resource = `arn:aws:execute-api:us-east-1:********9012:${answer.trace.apiId}/test/GET/notes`;
  expect(answer.text).toBe(
    JSON.stringify({
      Message: `User: ${developer.arn} is not authorized to perform: execute-api:Invoke on resource: ${resource} with an explicit deny`,
    }),
  );
});

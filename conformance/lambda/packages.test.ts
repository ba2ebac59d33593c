// Covers how code reaches Lambda: from a bucket, in large requests, and by the AWS CLI, which also invokes. Sources: "CreateFunction",
// "Lambda quotas", AWS's documentation; the refusals recorded on AWS by localstack (test_lambda_api: oversized packages and requests).
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateFunctionCommand, type FunctionCode, InvokeCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from './endpoint.ts';
import { type LambdaServices, startLambdaServices } from './services.ts';
import { zip } from './zip.ts';

let on: LambdaServices;
let s3: S3Client;
const folder: string = mkdtempSync(join(tmpdir(), 'gatewright-cli-'));
beforeAll(async () => {
  on = await startLambdaServices();
  s3 = new S3Client({ ...on.endpoint.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'packages' }));
});
afterAll(async () => {
  s3?.destroy();
  await on?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const handler = (answer: string): string => `exports.handler = async () => '${answer}';`;
const create = (FunctionName: string, Code: FunctionCode) =>
  on.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: 'arn:aws:iam::123456789012:role/lambda-role',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code,
    }),
  );
const answerOf = async (FunctionName: string): Promise<string> => {
  const { Payload } = await on.lambda.send(new InvokeCommand({ FunctionName }));
  return Buffer.from(Payload ?? []).toString();
};

test('code comes from a bucket', async () => {
  const put = (Key: string, answer: string) =>
    s3.send(new PutObjectCommand({ Bucket: 'packages', Key, Body: zip({ 'index.js': handler(answer) }) }));
  await put('a folder/one.zip', 'one');
  await put('two.zip', 'two');
  await create('from-bucket', { S3Bucket: 'packages', S3Key: 'a folder/one.zip' });
  expect(await answerOf('from-bucket')).toBe('"one"');
  await on.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'from-bucket', S3Bucket: 'packages', S3Key: 'two.zip' }));
  expect(await answerOf('from-bucket')).toBe('"two"');
  expect(await refusalOf(create('nowhere', { S3Bucket: 'packages', S3Key: 'none.zip' }))).toBe(
    '400 InvalidParameterValueException: Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
  );
});

test('a package of 30 MB is taken, one over 50 MB or a request over 70,167,211 bytes is not', { timeout: 60_000 }, async () => {
  const ballast = (megabytes: number): Buffer =>
    zip({ 'index.js': handler('large'), ballast: '0123456789abcdef'.repeat(megabytes * 65_536) });
  const { CodeSize } = await create('large', { ZipFile: ballast(30) });
  expect(CodeSize).toBeGreaterThan(30 * 1024 * 1024);
  expect(await answerOf('large')).toBe('"large"');
  expect(await refusalOf(create('too-large', { ZipFile: ballast(50) }))).toBe(
    '413 RequestEntityTooLargeException: Zipped size must be smaller than 52428800 bytes',
  );
  expect(await refusalOf(create('too-large', { ZipFile: ballast(60) }))).toBe(
    '413 RequestEntityTooLargeException: Request must be smaller than 70167211 bytes for the CreateFunction operation',
  );
});

const run = promisify(execFile);
const cliVersion: string | undefined = await run('aws', ['--version']).then(
  ({ stdout, stderr }) => stdout + stderr,
  () => undefined,
);

describe.runIf(cliVersion !== undefined)('by the AWS CLI', () => {
  const version2 = cliVersion?.startsWith('aws-cli/2') === true;
  const aws = async (...words: readonly string[]): Promise<unknown> => {
    const given = ['--endpoint-url', on.endpoint.client.endpoint, '--region', 'us-east-1', '--output', 'json', 'lambda', ...words];
    const env = { ...process.env, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_PAGER: '' };
    const { stdout } = await run('aws', given, { env, cwd: folder });
    return stdout === '' ? undefined : JSON.parse(stdout);
  };
  const invoke = (...words: readonly string[]): Promise<unknown> =>
    aws('invoke', '--function-name', 'by-cli', ...(version2 ? ['--cli-binary-format', 'raw-in-base64-out'] : []), ...words, 'out.json');

  beforeAll(async () => {
    const code = 'exports.handler = async (event) => { console.log("said"); if (event.fail) throw new Error("no"); return event; };';
    writeFileSync(join(folder, 'code.zip'), zip({ 'index.js': code }));
    const role = 'arn:aws:iam::123456789012:role/lambda-role';
    const words = ['--role', role, '--runtime', 'nodejs22.x', '--handler', 'index.handler', '--zip-file', 'fileb://code.zip'];
    await aws('create-function', '--function-name', 'by-cli', ...words);
    await aws('wait', 'function-active-v2', '--function-name', 'by-cli');
  }, 60_000);

  test('a result and its log', { timeout: 60_000 }, async () => {
    const answer = await invoke('--payload', '{"a":1}', '--log-type', 'Tail');
    expect(answer).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST', LogResult: expect.any(String) });
    expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe('{"a":1}');
    const { LogResult } = { LogResult: '', ...(answer as object) };
    expect(Buffer.from(LogResult, 'base64').toString()).toMatch(/^START .*\n.*\tINFO\tsaid\nEND .*\nREPORT /);
  });

  test.each([
    {
      name: 'an error',
      words: ['--payload', '{"fail":true}'],
      answer: { StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '$LATEST' },
    },
    { name: 'an event', words: ['--invocation-type', 'Event', '--payload', '{}'], answer: { StatusCode: 202 } },
    { name: 'a dry run', words: ['--invocation-type', 'DryRun'], answer: { StatusCode: 204 } },
  ])('$name', { timeout: 60_000 }, async ({ words, answer }) => {
    expect(await invoke(...words)).toEqual(answer);
  });
});

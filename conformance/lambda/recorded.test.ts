// Covers answers that are followed to the letter because somebody took them down: names, payloads, concurrency, dead letters, layers.
// Sources: localstack's snapshots of AWS (test_lambda.snapshot.json, 2025-11; test_lambda_api.snapshot.json, 2024; test_lambda_destinations.snapshot.json),
// whose test is named in each row.
import * as Lambda from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';
import { zip } from './zip.ts';

let on: Endpoint;
beforeAll(async () => {
  on = await startEndpoint();
});
afterAll(() => on?.stop());

const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
const creation = (FunctionName: string): Lambda.CreateFunctionCommandInput => ({
  FunctionName,
  Role: 'arn:aws:iam::123456789012:role/lambda-role',
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
  Code: { ZipFile: zip({ 'index.js': 'exports.handler = async () => 1;' }) },
});
const namePattern = (name: string): string =>
  `(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?(${name})(:(\\$LATEST|[a-zA-Z0-9-_]+))?`;
const violates = (value: string, constraint: string): string =>
  `1 validation error detected: Value '${value}' at 'functionName' failed to satisfy constraint: Member must ${constraint}`;
const throttled = " should not be lower than function's total provisioned concurrency [2].";

test.each<{ readonly name: string; readonly refusal: string; call(client: Lambda.LambdaClient): Promise<unknown> }>([
  {
    name: 'test_function_arns: a name that is none',
    call: (client) => client.send(new Lambda.CreateFunctionCommand(creation('invalid:function:name'))),
    refusal: `400 ValidationException: ${violates('invalid:function:name', `satisfy regular expression pattern: ${namePattern('[a-zA-Z0-9-_]+')}`)}`,
  },
  {
    name: 'test_function_arns: a name of 65',
    call: (client) => client.send(new Lambda.CreateFunctionCommand(creation('a'.repeat(65)))),
    refusal: `400 InvalidParameterValueException: ${violates('a'.repeat(65), 'have length less than or equal to 64')}`,
  },
  {
    name: 'test_function_arns: an ARN of 141',
    call: (client) => client.send(new Lambda.CreateFunctionCommand(creation(arnOf('a'.repeat(141 - arnOf('').length))))),
    refusal: `400 ValidationException: ${violates(arnOf('a'.repeat(141 - arnOf('').length)), 'have length less than or equal to 140')}`,
  },
  {
    name: 'test_function_arns: another Region',
    call: (client) => client.send(new Lambda.CreateFunctionCommand(creation('arn:aws:lambda:ap-southeast-1:123456789012:function:there'))),
    refusal: "404 ResourceNotFoundException: Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')",
  },
  {
    name: 'test_function_arns: another account',
    call: (client) => client.send(new Lambda.CreateFunctionCommand(creation('arn:aws:lambda:us-east-1:999999999999:function:theirs'))),
    // Its text is null, which the SDK tells so.
    refusal: '403 AccessDeniedException: UnknownError',
  },
  {
    name: 'test_invalid_invoke',
    call: (client) => client.send(new Lambda.InvokeCommand({ FunctionName: 'arn:aws:lambda:us-east-1:123400000000@function:myfn' })),
    refusal: `400 ValidationException: ${violates('arn:aws:lambda:us-east-1:123400000000@function:myfn', `satisfy regular expression pattern: ${namePattern('[a-zA-Z0-9-_\\.]+')}`)}`,
  },
  {
    name: 'test_invoke_exceptions',
    call: (client) => client.send(new Lambda.InvokeCommand({ FunctionName: 'doesnotexist' })),
    refusal: `404 ResourceNotFoundException: Function not found: ${arnOf('doesnotexist')}:$LATEST`,
  },
  {
    name: 'test_function_concurrency_exceptions: an unknown function',
    call: (client) =>
      client.send(new Lambda.PutFunctionConcurrencyCommand({ FunctionName: 'doesnotexist', ReservedConcurrentExecutions: 1 })),
    refusal: `404 ResourceNotFoundException: Function not found: ${arnOf('doesnotexist')}:$LATEST`,
  },
  {
    name: 'test_alias_naming: a number',
    call: (client) => client.send(new Lambda.CreateAliasCommand({ FunctionName: 'asked', Name: '2024', FunctionVersion: '1' })),
    refusal:
      "400 ValidationException: 1 validation error detected: Value '2024' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
  },
  {
    name: 'test_lambda_url_invalid_invoke_mode',
    call: (client) =>
      client.send(
        new Lambda.CreateFunctionUrlConfigCommand({ FunctionName: 'asked', AuthType: 'NONE', InvokeMode: 'UNKNOWN' as 'BUFFERED' }),
      ),
    refusal:
      "400 ValidationException: 1 validation error detected: Value 'UNKNOWN' at 'invokeMode' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]",
  },
  {
    name: 'test_lambda_invoke_payload_encoding_error: a letter and a byte that begins nothing',
    call: (client) => client.send(new Lambda.InvokeCommand({ FunctionName: 'asked', Payload: Buffer.from('n\x87r\x9e', 'latin1') })),
    refusal:
      '400 InvalidRequestContentException: Could not parse request body into json: Could not parse payload into json: Invalid UTF-8 start byte 0x87\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 3]',
  },
  {
    name: 'test_lambda_invoke_payload_encoding_error: a control character',
    call: (client) => client.send(new Lambda.InvokeCommand({ FunctionName: 'asked', Payload: Buffer.from('\x99\xeb,j', 'latin1') })),
    refusal:
      "400 InvalidRequestContentException: Could not parse request body into json: Could not parse payload into json: Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]",
  },
])('$name', async ({ call, refusal }) => {
  expect(await refusalOf(call(on.client))).toBe(refusal);
});

test('test_reserved_provisioned_overlap: a reservation below what is provisioned', async () => {
  const FunctionName = 'asked';
  await on.client.send(
    new Lambda.PutProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: '1', ProvisionedConcurrentExecutions: 2 }),
  );
  expect(await refusalOf(on.client.send(new Lambda.PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 })))).toBe(
    `400 InvalidParameterValueException:  ReservedConcurrentExecutions  1${throttled}`,
  );
  await on.client.send(new Lambda.DeleteProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: '1' }));
});

test('test_dead_letter_queue: an empty DeadLetterConfig leaves the target, an empty ARN takes it away', async () => {
  const FunctionName = 'recorder';
  const configure = async (DeadLetterConfig: Lambda.DeadLetterConfig) =>
    (await on.client.send(new Lambda.UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig }))).DeadLetterConfig;
  const target = { TargetArn: on.seen.arn };
  expect(await configure(target)).toEqual(target);
  expect(await configure({})).toEqual(target);
  expect(await configure({ TargetArn: '' })).toBeUndefined();
});

test('test_layer_compatibilities: a layer may go with runtimes that are no more', async () => {
  const CompatibleRuntimes: Lambda.Runtime[] = ['nodejs12.x', 'python3.7', 'java8', 'go1.x', 'ruby3.3', 'provided'];
  const { $metadata, ...published } = await on.client.send(
    new Lambda.PublishLayerVersionCommand({
      LayerName: 'old',
      Content: { ZipFile: zip({ 'nodejs/one.js': '' }) },
      CompatibleRuntimes,
      CompatibleArchitectures: ['arm64', 'x86_64'],
    }),
  );
  expect([$metadata.httpStatusCode, published.CompatibleRuntimes]).toEqual([201, CompatibleRuntimes]);
});

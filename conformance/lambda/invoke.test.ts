// Covers Invoke through the real client: kinds of invocation, qualifiers, errors, log tail, retries of asynchronous events. What a function
// may do inside is in packages/engine/test/lambda. Sources: "Invoke", AWS Lambda API reference; answers recorded on AWS by localstack.
import { InvokeCommand, type InvokeCommandInput } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../packages/engine/src/world/world.ts';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';

/** Retries wait until the test lets them go. */
const held: { readonly delayMs: number; readonly go: () => void }[] = [];
const retriesAfterMs = [60_000, 120_000];
let onHeld: () => void = () => {};
let lambda: Endpoint;

beforeAll(async () => {
  const world = createWorld();
  lambda = await startEndpoint({
    ...world,
    region: 'us-east-1',
    after(delayMs, callback) {
      if (!retriesAfterMs.includes(delayMs)) return world.after(delayMs, callback);
      held.push({ delayMs, go: callback });
      onHeld();
      return () => {};
    },
  });
});
afterAll(() => lambda.stop());

interface Call {
  readonly FunctionName?: string | undefined;
  readonly Qualifier?: string | undefined;
  readonly Payload?: string | undefined;
  readonly InvocationType?: 'Event' | 'DryRun' | undefined;
  readonly LogType?: 'Tail' | undefined;
  readonly ClientContext?: string | undefined;
  readonly event?: unknown;
}

async function invoke({ event, FunctionName = 'asked', ...input }: Call) {
  const Payload = event === undefined ? undefined : JSON.stringify(event);
  const answer = await lambda.client.send(new InvokeCommand({ Payload, ...input, FunctionName } as InvokeCommandInput));
  return { ...answer, text: Buffer.from(answer.Payload ?? []).toString('utf8') };
}

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:asked';

test.each([
  { name: 'an object', event: { a: 1 }, text: '{"a":1}' },
  { name: 'no payload reaches the function as an empty object', event: undefined, text: '{}' },
  { name: 'no result is null', event: { answer: null }, text: 'null' },
  { name: 'text outside of ASCII', event: { answer: 'Grüße 👋' }, text: '"Grüße 👋"' },
])('answers $name', async ({ event, text }) => {
  const answer = await invoke({ event });
  expect([answer.StatusCode, answer.ExecutedVersion, answer.FunctionError, answer.text]).toEqual([200, '$LATEST', undefined, text]);
});

test.each([
  { name: 'name', input: {}, invoked: arn, version: '$LATEST' },
  { name: 'name and $LATEST', input: { Qualifier: '$LATEST' }, invoked: `${arn}:$LATEST`, version: '$LATEST' },
  { name: 'name and version', input: { Qualifier: '1' }, invoked: `${arn}:1`, version: '1' },
  { name: 'name and alias', input: { Qualifier: 'live' }, invoked: `${arn}:live`, version: '1' },
  { name: 'name:alias', input: { FunctionName: 'asked:live' }, invoked: `${arn}:live`, version: '1' },
  { name: 'partial ARN', input: { FunctionName: '123456789012:function:asked' }, invoked: arn, version: '$LATEST' },
  { name: 'ARN with alias', input: { FunctionName: `${arn}:live`, Qualifier: 'live' }, invoked: `${arn}:live`, version: '1' },
])('runs by $name', async ({ input, invoked, version }) => {
  const answer = await invoke({ ...input, event: { context: true } });
  expect(answer.ExecutedVersion).toBe(version);
  expect(JSON.parse(answer.text)).toMatchObject({ arn: invoked, version, id: answer.$metadata.requestId });
});

test('a function error is 200 with X-Amz-Function-Error', async () => {
  const answer = await invoke({ event: { throw: 'no' } });
  expect([answer.StatusCode, answer.FunctionError]).toEqual([200, 'Unhandled']);
  expect(JSON.parse(answer.text)).toMatchObject({ errorType: 'RangeError', errorMessage: 'no' });
});

test('the log tail has the lines of this invocation', async () => {
  const answer = await invoke({ event: { say: 'hello' }, LogType: 'Tail' });
  const log = Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8');
  const id = answer.$metadata.requestId;
  expect(log).toMatch(
    new RegExp(`^START RequestId: ${id} Version: \\$LATEST\n.*\tINFO\thello\nEND RequestId: ${id}\nREPORT RequestId: ${id}\t`),
  );
  expect((await invoke({ event: {} })).LogResult).toBeUndefined();
});

test('the client context reaches the function', async () => {
  const ClientContext = Buffer.from('{"custom":{"a":"ü"}}').toString('base64');
  expect(JSON.parse((await invoke({ event: { context: true }, ClientContext })).text).client).toEqual({ custom: { a: 'ü' } });
});

test.each<{ readonly name: string; readonly input: Call; readonly refusal: string | RegExp }>([
  {
    name: 'an unknown function',
    input: { FunctionName: 'none' },
    refusal: '404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:none:$LATEST',
  },
  { name: 'an unknown alias', input: { Qualifier: 'none' }, refusal: `404 ResourceNotFoundException: Function not found: ${arn}:none` },
  {
    name: 'qualifiers that disagree',
    input: { FunctionName: 'asked:live', Qualifier: '1' },
    refusal: '400 InvalidParameterValueException: The derived qualifier from the function name does not match the specified qualifier.',
  },
  {
    name: 'a payload that is no JSON',
    input: { Payload: '{' },
    refusal: /^400 InvalidRequestContentException: Could not parse request body into json: Could not parse payload into json: /,
  },
  {
    name: 'an event that is no JSON',
    input: { Payload: '{', InvocationType: 'Event' },
    refusal: /^400 InvalidRequestContentException: Could not parse request body into json: /,
  },
  {
    name: 'an event of more than 1 MB',
    input: { Payload: JSON.stringify('x'.repeat(1_048_576)), InvocationType: 'Event' },
    refusal: '413 RequestTooLargeException: 1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
  },
  {
    name: 'a function without concurrency',
    input: { FunctionName: 'closed' },
    refusal: '429 TooManyRequestsException: Rate Exceeded.',
  },
  {
    name: 'an unknown kind',
    input: { InvocationType: 'Later' as 'Event' },
    refusal: /^400 ValidationException: 1 validation error detected: /,
  },
])('refuses $name', async ({ input, refusal }) => {
  const refused = await refusalOf(invoke(input));
  if (typeof refusal === 'string') expect(refused).toBe(refusal);
  else expect(refused).toMatch(refusal);
});

test('DryRun runs nothing', async () => {
  const answer = await invoke({ InvocationType: 'DryRun', event: { throw: 'never' } });
  expect([answer.StatusCode, answer.text, answer.ExecutedVersion]).toEqual([204, '', undefined]);
});

// Elsewhere the clock is not ours to turn.
test.skipIf(process.env.TARGET_URL)(
  'an event is accepted at once, and tried again twice, after one and two minutes, under the same id',
  async () => {
    const answer = await invoke({ InvocationType: 'Event', event: { failUntil: 3 } });
    expect([answer.StatusCode, answer.text, answer.ExecutedVersion]).toEqual([202, '', undefined]);
    const id = answer.$metadata.requestId;
    for (const [index, delayMs] of retriesAfterMs.entries()) {
      expect(await lambda.seen.next()).toEqual({ attempts: index + 1, id });
      await untilHeld();
      const retry = held.shift();
      expect(retry?.delayMs).toBe(delayMs);
      retry?.go();
    }
    expect(await lambda.seen.next()).toEqual({ attempts: 3, id });
  },
);

function untilHeld(): Promise<void> {
  return new Promise((resolve) => {
    onHeld = resolve;
    if (held.length > 0) resolve();
  });
}

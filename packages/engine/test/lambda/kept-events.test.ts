// Covers events whose senders do not wait, over a stop of the engine, and their age. Source: "How Lambda handles errors and retries with asynchronous
// invocation", AWS Lambda developer guide; test_maxeventage, a record that localstack took on AWS.
import { afterAll, expect, test } from 'vitest';
import { createLambda, type LambdaService } from '../../src/services/lambda/lambda.ts';
import { callLambda } from '../../src/services/lambda/lambda-api.ts';
import { createTargets, type Delivery } from '../../src/services/targets.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { createWorld } from '../../src/world/world.ts';
import { configure, startRuntime } from './run-function.ts';

const store = openMemoryStore();
const { runtime, event: eventOf } = startRuntime();
let now = 1_700_000_000_000;
let held: { readonly delayMs: number; readonly go: () => void }[] = [];
const world = {
  ...createWorld(),
  now: () => now,
  after(delayMs: number, go: () => void) {
    held.push({ delayMs, go });
    heldOne();
    return () => {};
  },
};
let heldOne: () => void = () => {};
const told: Delivery[] = [];
let toldOne: () => void = () => {};
const targets = createTargets(() => ({
  sqs: async (_arn: string, delivery: Delivery) => {
    told.push(delivery);
    toldOne();
  },
}));
const running: LambdaService[] = [];
afterAll(async () => {
  await Promise.all(running.map((it) => it.stop()));
  await runtime.stop();
  await store.close();
});

/** An engine's Lambda, with a function that fails while its event says so. */
async function start(functionName: string, handler = 'failures.whenAsked'): Promise<LambdaService> {
  const lambda = createLambda({ world, runtime, targets, store });
  running.push(lambda);
  lambda.putFunction(configure({ functionName, handler }));
  const DestinationConfig = { OnSuccess: { Destination: queue }, OnFailure: { Destination: queue } };
  const config = { FunctionName: functionName, MaximumEventAgeInSeconds: 300, DestinationConfig };
  await callLambda({ world, lambda }, 'PutFunctionEventInvokeConfig', config);
  return lambda;
}
const queue = 'arn:aws:sqs:us-east-1:123456789012:told';
const settled = async (expected: number): Promise<void> => {
  while (told.length < expected) {
    await new Promise<void>((resolve) => {
      toldOne = resolve;
    });
  }
  // It is told first, and forgotten then.
  await new Promise((resolve) => setImmediate(resolve));
  await store.settled();
};

/** The retry of what has just been accepted. */
const untilHeld = (): Promise<void> =>
  new Promise((resolve) => {
    heldOne = resolve;
    if (held.length > 0) resolve();
  });

test('what waits for a retry is tried again by the next run, under its id, with what it has behind it', async () => {
  const first = await start('retried');
  await first.asynchronous.accept({ functionName: 'retried', payload: '{"fail":1}', traceId: '', requestId: 'the-id' });
  await untilHeld();
  await store.settled();
  expect(held.map((it) => it.delayMs)).toEqual([60_000]);
  await first.stop();
  for (const { go } of held.splice(0)) go();
  now += 10_000;
  const second = await start('retried', 'answers.echo');
  second.asynchronous.resume();
  second.asynchronous.resume();
  expect(held.map((it) => it.delayMs)).toEqual([50_000]);
  now += 50_000;
  for (const { go } of held.splice(0)) go();
  await settled(1);
  expect(JSON.parse(told.splice(0)[0]?.payload ?? '')).toMatchObject({
    requestContext: { requestId: 'the-id', condition: 'Success', approximateInvokeCount: 2 },
    requestPayload: { fail: 1 },
    responsePayload: { fail: 1 },
  });
  const third = await start('retried');
  third.asynchronous.resume();
  expect(held).toEqual([]);
});

test('what was running when the engine stopped is run again, and not counted', async () => {
  const first = await start('interrupted', 'load.sleep');
  const begun = eventOf('log', (it) => it.line.startsWith('START') && it.functionName === 'interrupted');
  await first.asynchronous.accept({ functionName: 'interrupted', payload: '{"ms":60000}', traceId: '' });
  await begun;
  await first.stop();
  runtime.deleteFunction('interrupted');
  now += 1;
  const second = await start('interrupted', 'answers.echo');
  second.asynchronous.resume();
  for (const { go } of held.splice(0)) go();
  await settled(1);
  expect(JSON.parse(told.splice(0)[0]?.payload ?? '')).toMatchObject({
    requestContext: { condition: 'Success', approximateInvokeCount: 1 },
    requestPayload: { ms: 60_000 },
  });
});

test.each([
  { name: 'a retry would come too late', seconds: 60, condition: 'EventAgeExceeded', attempts: 1 },
  { name: 'no retries are wanted', seconds: 300, retries: 0, condition: 'RetriesExhausted', attempts: 1 },
])('an event is given up when $name', async ({ seconds, retries, condition, attempts }) => {
  const functionName = `given-up-${seconds}`;
  const lambda = await start(functionName);
  await callLambda({ world, lambda }, 'UpdateFunctionEventInvokeConfig', {
    FunctionName: functionName,
    MaximumEventAgeInSeconds: seconds,
    ...(retries !== undefined && { MaximumRetryAttempts: retries }),
  });
  await lambda.asynchronous.accept({ functionName, payload: '{"fail":1}', traceId: '' });
  await settled(1);
  expect(JSON.parse(told.splice(0)[0]?.payload ?? '')).toMatchObject({
    requestContext: { condition, approximateInvokeCount: attempts },
    responseContext: { functionError: 'Unhandled' },
  });
  held = [];
});

test('an event that grew too old while nothing ran is given up', async () => {
  const first = await start('old');
  await first.asynchronous.accept({ functionName: 'old', payload: '{"fail":1}', traceId: '' });
  await untilHeld();
  await store.settled();
  await first.stop();
  held = [];
  now += 301_000;
  (await start('old')).asynchronous.resume();
  await settled(1);
  expect(JSON.parse(told.splice(0)[0]?.payload ?? '')).toMatchObject({
    requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 1 },
  });
  expect(held).toEqual([]);
});

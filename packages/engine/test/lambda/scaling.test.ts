// Covers how invocations are spread over environments. The decision itself has a table in src/lambda/scaling.test.ts.
import { afterAll, expect, test } from 'vitest';
import { startRuntime } from './run-function.ts';

const lambda = startRuntime();
afterAll(() => lambda.runtime.stop());

interface Seat {
  readonly pid: number;
  readonly alone: boolean;
}

const all = <Result>(count: number, call: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

test('parallel calls of a slow function each have an environment of their own', async () => {
  const settings = { handler: 'load.sleep', timeoutSeconds: 30 };
  const answers = await all(8, () => lambda.invoke<Seat>(settings, { ms: 2500 }));
  expect(new Set(answers.map((it) => it.body.pid)).size).toBe(8);
});

test('a fast function needs few environments, and runs one event at a time in each', async () => {
  const settings = { handler: 'load.fast' };
  for (let round = 0; round < 10; round += 1) {
    const answers = await all(50, () => lambda.invoke<Seat>(settings));
    expect(answers.every((it) => it.body.alone)).toBe(true);
    if (round > 1) expect(new Set(answers.map((it) => it.body.pid)).size).toBeLessThanOrEqual(4);
  }
});

test('that the engine is held up itself does not make a function slow', async () => {
  const held = setInterval(() => {
    for (const until = performance.now() + 150; performance.now() < until; );
  }, 1);
  const answers = await all(50, () => lambda.invoke<Seat>({ handler: 'load.fast', functionName: 'held-up' })).finally(() =>
    clearInterval(held),
  );
  expect(new Set(answers.map((it) => it.body.pid)).size).toBeLessThanOrEqual(8);
});

test('what was sent ahead survives the crash of the invocation before it', async () => {
  const settings = { handler: 'load.diesOnce' };
  await all(20, () => lambda.invoke(settings));
  const answers = await all(20, (index) => lambda.invoke(settings, { die: index === 5 }));
  expect(answers.map((it) => it.functionError)).toEqual(answers.map((_, index) => (index === 5 ? 'Unhandled' : undefined)));
});

test('what was sent ahead of a call that turns out slow is given to another environment', async () => {
  const settings = { handler: 'load.sometimesSlow', timeoutSeconds: 30 };
  await all(20, () => lambda.invoke(settings));
  const startedAt = performance.now();
  const slow = lambda.invoke(settings, { ms: 5000 });
  const fast = await all(10, () => lambda.invoke(settings));
  expect(performance.now() - startedAt).toBeLessThan(4000);
  expect([...fast.map((it) => it.body), (await slow).body]).toEqual([...fast.map(() => 'fast'), 'slow']);
});

test("reserved concurrency refuses what is over it, with AWS's error", async () => {
  const settings = { handler: 'load.sleep', functionName: 'reserved', reservedConcurrentExecutions: 3, timeoutSeconds: 30 };
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => lambda.invoke(settings, { ms: 300 })));
  expect(answers.filter((it) => it.status === 'fulfilled').length).toBe(3);
  expect(answers.flatMap((it) => (it.status === 'rejected' ? [it.reason] : [])).at(0)).toMatchObject({
    code: 'TooManyRequestsException',
    message: 'Rate Exceeded.',
    status: 429,
    members: { Type: 'User', Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
  });
  await expect(lambda.invoke({ ...settings, functionName: 'none-at-all', reservedConcurrentExecutions: 0 })).rejects.toMatchObject({
    code: 'TooManyRequestsException',
  });
});

// Covers the limit of the init phase and the retry inside the first invocation, on a clock that the test holds. Source: "Understanding the
// Lambda execution environment lifecycle", AWS Lambda developer guide: 10 seconds, then again within the function's own time limit.
import { afterAll, expect, test } from 'vitest';
import { createWorld } from '../../src/world/world.ts';
import { startRuntime } from './run-function.ts';

const world = createWorld();
const held: { readonly delayMs: number; readonly go: () => void }[] = [];
const lambda = startRuntime({
  world: {
    ...world,
    after(delayMs, callback) {
      if (delayMs !== 10_000) return world.after(delayMs, callback);
      held.push({ delayMs, go: callback });
      return () => {};
    },
  },
});
afterAll(() => lambda.runtime.stop());

test('an init phase over ten seconds is ended, and done again inside the invocation', async () => {
  const settings = { handler: 'slow-init.handler', functionName: 'slow-init', timeoutSeconds: 60 };
  const answer = lambda.invoke(settings);
  await lambda.event('log', ({ line }) => line.includes('loads for ever'));
  expect(held.length).toBe(1);
  held[0]?.go();
  const { line } = await lambda.event('log', (it) => it.line.startsWith('INIT_REPORT'));
  expect(line).toMatch(/^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: timeout/);
  const answered = await answer;
  expect(answered.body).toBe('loaded the second time');
  expect(answered.functionError).toBeUndefined();
  expect(lambda.logOf(answered).at(-1)).toMatch(/^REPORT RequestId: (?!.*Init Duration)/);
  const starts = lambda.events.filter((it) => it.type === 'log' && it.line.startsWith('INIT_START'));
  expect(starts.length).toBe(1);
});

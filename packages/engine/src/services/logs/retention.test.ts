// What retention takes from the disk, on a clock that the test holds; what answers show of it is in conformance/logs.
import { expect, test } from 'vitest';
import { openMemoryStore } from '../../store/open-store.ts';
import { createWorld } from '../../world/world.ts';
import { createLogs } from './logs.ts';

test('the disk keeps what retention keeps, of groups that nobody writes to any more too', async () => {
  let nowMs = Date.parse('2026-03-02T10:00:00Z');
  const store = openMemoryStore();
  const world = { ...createWorld(), now: () => nowMs };
  const logs = createLogs({
    world,
    store,
    targets: { deliver: async () => undefined },
    recordMetric: () => undefined,
    recordEmbeddedMetrics: () => undefined,
  });
  const events = (): number => [...store.keys({ start: Buffer.from('l'), end: Buffer.from('m') })].length;
  const write = async (logGroupName: string): Promise<void> => {
    await logs.call('PutLogEvents', { logGroupName, logStreamName: 's', logEvents: [{ timestamp: nowMs, message: 'x'.repeat(1000) }] });
  };
  for (const logGroupName of ['quiet', 'busy']) {
    await logs.call('CreateLogGroup', { logGroupName });
    await logs.call('CreateLogStream', { logGroupName, logStreamName: 's' });
    await logs.call('PutRetentionPolicy', { logGroupName, retentionInDays: 1 });
  }
  await write('quiet');
  const empty = events() - 1;
  for (let hour = 0; hour < 24 * 10; hour += 1) {
    await write('busy');
    nowMs += 3_600_000;
  }
  // A day of one group, an hour more until the next look, and nothing of the other.
  expect(events() - empty).toBeLessThanOrEqual(26);
  expect(events() - empty).toBeGreaterThanOrEqual(24);
});

// Order and paging over records that overlap in time; what answers show of it is in conformance/logs.
import { expect, test } from 'vitest';
import { openMemoryStore } from '../../store/open-store.ts';
import type { StoredEvent } from './event.ts';
import { EventLog, type EventRange } from './event-log.ts';

const groupId = '00112233445566ff';

async function all(log: EventLog, range: Partial<EventRange> = {}): Promise<readonly StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const batch of log.read({ groupId, startMs: 0, endMs: Number.MAX_SAFE_INTEGER, ...range })) found.push(...batch);
  return found;
}

test('events of many streams come in their order, from either end and from any place on', async () => {
  const log = new EventLog(openMemoryStore(), () => 1_000_000);
  // Streams that overlap, batches longer than a record may be, and a clock that was put back.
  for (let batch = 0; batch < 30; batch += 1) {
    const start = 500_000 + ((batch * 7919) % 40_000);
    const events = Array.from({ length: 300 }, (_, index) => ({
      timestamp: start + index * 13 - (index === 150 ? 40 : 0),
      message: `${batch}/${index}`,
    }));
    await log.append(groupId, `stream-${batch % 3}`, events);
  }
  await log.append('ff00000000000000', 'other', [{ timestamp: 510_000, message: 'of another group' }]);
  const forward = await all(log);
  expect(forward).toHaveLength(9000);
  const sorted = forward.toSorted((a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence);
  expect(forward).toEqual(sorted);
  expect(await all(log, { reverse: true })).toEqual(sorted.toReversed());
  for (const at of [0, 1, 2047, 4500, 8998]) {
    const after = sorted[at];
    expect(await all(log, { after })).toEqual(sorted.slice(at + 1));
    expect(await all(log, { after, reverse: true })).toEqual(sorted.slice(0, at).toReversed());
  }
  const within = sorted.filter(({ timestamp }) => timestamp >= 520_000 && timestamp <= 521_000);
  expect(await all(log, { startMs: 520_000, endMs: 521_000 })).toEqual(within);

  await log.remove(groupId, 520_000);
  const left = await all(log);
  // What shares a record with a younger event goes with it, later.
  expect(left.filter(({ timestamp }) => timestamp >= 520_000)).toEqual(sorted.filter(({ timestamp }) => timestamp >= 520_000));
  expect(left.every(({ timestamp }) => timestamp > 518_999)).toBe(true);
  await log.remove(groupId, Number.POSITIVE_INFINITY, 'stream-1');
  expect(new Set((await all(log)).map((it) => it.streamName))).toEqual(new Set(['stream-0', 'stream-2']));
});

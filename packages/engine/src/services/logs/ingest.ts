import type { CloudWatchLogs } from './cloudwatch-logs.ts';
import type { LogGroup } from './documents.ts';
import type { LogEvent } from './event.ts';
import { keptSinceMs } from './log-group.ts';
import { createStream, streamKey } from './log-stream.ts';

/** What retention leaves out is removed from the disk this often, while any group is written to. */
const sweepEveryMs = 60 * 60 * 1000;

/**
 * Stores events of one stream and tells whoever listens to the group. A stream that is not there is made.
 * @param events in the order of their times
 */
export async function ingest(on: CloudWatchLogs, group: LogGroup, streamName: string, events: readonly LogEvent[]): Promise<void> {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return;
  const key = streamKey(group.name, streamName);
  const stream = on.streams.get(key) ?? createStream(on, group.name, streamName);
  const written = on.streams.put(key, {
    ...stream,
    firstEventMs: Math.min(stream.firstEventMs ?? first.timestamp, first.timestamp),
    lastEventMs: Math.max(stream.lastEventMs ?? last.timestamp, last.timestamp),
    lastIngestionMs: on.world.now(),
  });
  const [stored] = await Promise.all([on.events.append(group.id, streamName, events), written]);
  for (const listener of on.listeners) listener(group, streamName, stored);
  if (on.world.now() >= on.nextSweep.atMs) await sweep(on);
}

/** Of all groups: one that nobody writes to any more would keep its events for ever. */
async function sweep(on: CloudWatchLogs): Promise<void> {
  const now = on.world.now();
  on.nextSweep.atMs = now + sweepEveryMs;
  for (const group of on.groups.all()) {
    const before = keptSinceMs(group, now);
    if (before > 0) await on.events.remove(group.id, before);
  }
}

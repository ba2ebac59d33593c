import type { CloudWatchLogs } from './cloudwatch-logs.ts';
import type { LogEvent } from './event.ts';
import { ingest } from './ingest.ts';
import { createGroup } from './log-group.ts';

/** How long a line may wait for others before it goes to disk: what a crash of the engine can lose. */
const waitMs = 100;
/** Lines that wait are written at once when there are this many. */
const maximumWaiting = 10_000;

/** Lines as they are said by functions and gateways: they are written in batches, so that no request waits for them. */
export interface Feed {
  /** The group and the stream are made when they are not there. */
  line(groupName: string, streamName: string, message: string): void;
  /** Resolves once all lines so far are on disk. */
  flush(): Promise<void>;
}

export function createFeed(on: () => CloudWatchLogs): Feed {
  let waiting = new Map<string, Map<string, LogEvent[]>>();
  let count = 0;
  let scheduled = false;
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    if (count === 0) return writing;
    const batches = waiting;
    waiting = new Map();
    count = 0;
    // A disk that refuses is told to whoever writes to it and waits; a log line has nobody who could.
    writing = writing.then(() => write(on(), batches)).catch(() => {});
    return writing;
  }

  return {
    line(groupName, streamName, message) {
      if (message === '') return;
      const streams = waiting.get(groupName) ?? new Map<string, LogEvent[]>();
      const events = streams.get(streamName) ?? [];
      if (events.length === 0) waiting.set(groupName, streams.set(streamName, events));
      // A clock that is put back does not put a stream out of order.
      events.push({ timestamp: Math.max(on().world.now(), events.at(-1)?.timestamp ?? 0), message });
      count += 1;
      if (count >= maximumWaiting) void flush();
      else if (!scheduled) {
        scheduled = true;
        on().world.after(waitMs, () => {
          scheduled = false;
          void flush();
        });
      }
    },
    flush,
  };
}

async function write(on: CloudWatchLogs, batches: ReadonlyMap<string, ReadonlyMap<string, readonly LogEvent[]>>): Promise<void> {
  const written: Promise<void>[] = [];
  for (const [groupName, streams] of batches) {
    const group = on.groups.get(groupName) ?? createGroup(on, groupName);
    for (const [streamName, events] of streams) written.push(ingest(on, group, streamName, events));
  }
  await Promise.all(written);
}

import { eventMessage } from '../../protocol/event-stream.ts';
import type { CloudWatchLogs, Listener, LiveTail } from './cloudwatch-logs.ts';
import { createFilterMatcher } from './filter-matcher.ts';
import { groupArn } from './log-group.ts';

/** @source "StartLiveTail", CloudWatch Logs API reference: an update each second with 500 events at most, for three hours */
const [updateEveryMs, maximumEvents, sessionMs] = [1000, 500, 3 * 60 * 60 * 1000];

interface LiveTailEvent {
  readonly logStreamName: string;
  readonly logGroupIdentifier: string;
  readonly message: string;
  readonly timestamp: number;
  readonly ingestionTime: number;
}

/** The events of a live tail as they come, until its client goes away or three hours are over. */
export async function* liveTail(on: CloudWatchLogs, tail: LiveTail, warn: (message: string) => void): AsyncGenerator<Buffer> {
  const { world, listeners } = on;
  const found: LiveTailEvent[] = [];
  let sampled = false;
  const listener = collector(on, tail, warn, (event) => {
    if (found.length < maximumEvents) found.push(event);
    else sampled = true;
  });
  const startedMs = world.now();
  listeners.add(listener);
  try {
    yield jsonEvent('initial-response', {});
    const { requestId, logGroupIdentifiers, logStreamNames = [], logStreamNamePrefixes = [], logEventFilterPattern = '' } = tail;
    const sessionId = world.uuid();
    yield jsonEvent('sessionStart', {
      requestId,
      sessionId,
      logGroupIdentifiers,
      logStreamNames,
      logStreamNamePrefixes,
      logEventFilterPattern,
    });
    while (world.now() - startedMs < sessionMs) {
      await new Promise<void>((resolve) => {
        world.after(updateEveryMs, resolve);
      });
      yield jsonEvent('sessionUpdate', { sessionMetadata: { sampled }, sessionResults: found.splice(0) });
      sampled = false;
    }
  } finally {
    listeners.delete(listener);
  }
}

function collector(
  { world }: CloudWatchLogs,
  { groupNames, logStreamNames, logStreamNamePrefixes, logEventFilterPattern: pattern = '' }: LiveTail,
  warn: (message: string) => void,
  add: (event: LiveTailEvent) => void,
): Listener {
  const match = createFilterMatcher(warn);
  const filter = { groupName: [...groupNames].join(', '), name: 'live tail', pattern };
  return (group, streamName, events) => {
    if (!groupNames.has(group.name)) return;
    if (logStreamNames && !logStreamNames.includes(streamName)) return;
    if (logStreamNamePrefixes && !logStreamNamePrefixes.some((it) => streamName.startsWith(it))) return;
    for (const { event } of match(filter, events).matches) {
      const { message, timestamp, ingestionTime } = event;
      add({ logStreamName: streamName, logGroupIdentifier: groupArn(world, group.name), message, timestamp, ingestionTime });
    }
  };
}

function jsonEvent(type: string, document: object): Buffer {
  return eventMessage(type, 'application/json', Buffer.from(JSON.stringify(document)));
}

import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, long, map, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { sequenceToken } from '../described.ts';
import type { LogEvent } from '../event.ts';
import { ingest } from '../ingest.ts';
import { dayMs, findGroup, keptSinceMs } from '../log-group.ts';
import { findStream } from '../log-stream.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { logGroupName, logStreamName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.PutLogEventsRequest', {
  logGroupName: required(logGroupName),
  logStreamName: required(logStreamName),
  logEvents: required(
    list(structure('com.amazonaws.logs.InputLogEvent', { timestamp: required(long({ min: 0 })), message: required(string({ min: 1 })) }), {
      min: 1,
      max: 10_000,
    }),
  ),
  sequenceToken: string({ min: 1 }),
  entity: structure('com.amazonaws.logs.Entity', {
    keyAttributes: map(string({ min: 1, max: 512 }), 'java.lang.String', { min: 2, max: 4 }),
    attributes: map(string({ min: 1, max: 512 }), 'java.lang.String', { max: 10 }),
  }),
});

const [maximumBatchBytes, bytesPerEvent] = [1_048_576, 26];
const [oldestMs, newestMs] = [14 * dayMs, 2 * 60 * 60 * 1000];

/** Sequence tokens are taken and not looked at, as AWS does since 2023. @source "PutLogEvents", CloudWatch Logs API reference */
export const putLogEvents: RpcOperation<CloudWatchLogs> = logsOperation('PutLogEvents', input, async (on, request) => {
  const { logEvents } = request;
  const group = findGroup(on, request.logGroupName);
  const { name } = findStream(on, group.name, request.logStreamName);
  checkBatch(logEvents);
  const now = on.world.now();
  const tooOld = firstFrom(logEvents, now - oldestMs);
  const expired = firstFrom(logEvents, keptSinceMs(group, now));
  const tooNew = firstFrom(logEvents, now + newestMs + 1);
  await ingest(on, group, name, logEvents.slice(Math.max(tooOld, expired), tooNew));
  const rejected = {
    ...(tooNew < logEvents.length && { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > tooOld && { expiredLogEventEndIndex: expired }),
  };
  return {
    nextSequenceToken: sequenceToken(now),
    ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
  };
});

/** @throws ServiceError InvalidParameterException */
function checkBatch(events: readonly LogEvent[]): void {
  let bytes = 0;
  let before = 0;
  for (const { timestamp, message } of events) {
    bytes += Buffer.byteLength(message) + bytesPerEvent;
    if (timestamp < before) throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
    before = timestamp;
  }
  if (bytes > maximumBatchBytes) throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${maximumBatchBytes}`);
  if (before - (events[0]?.timestamp ?? 0) > dayMs)
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
}

/** The index of the first event that is not before `ms`; their number when all are. */
function firstFrom(events: readonly LogEvent[], ms: number): number {
  const index = events.findIndex(({ timestamp }) => timestamp >= ms);
  return index < 0 ? events.length : index;
}

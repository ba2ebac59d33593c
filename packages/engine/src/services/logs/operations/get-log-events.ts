import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, integer, long, required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import type { Position, StoredEvent } from '../event.ts';
import { eventIdOf, positionOf } from '../event-id.ts';
import type { EventRange } from '../event-log.ts';
import { invalidNextToken } from '../listing.ts';
import { groupOfRequest, keptSinceMs } from '../log-group.ts';
import { findStream } from '../log-stream.ts';
import { logsOperation } from '../operation.ts';
import { logGroupIdentifier, logGroupName, logStreamName, nextToken } from '../shapes.ts';

const input = structure('com.amazonaws.logs.GetLogEventsRequest', {
  logGroupName,
  logGroupIdentifier,
  logStreamName: required(logStreamName),
  startTime: long({ min: 0 }),
  endTime: long({ min: 0 }),
  nextToken,
  limit: integer({ min: 1, max: 10_000 }),
  startFromHead: boolean,
  unmask: boolean,
});

const maximumBytes = 1_048_576;

/**
 * A page of one stream, always with both tokens: one that leads nowhere yet is given back as it came.
 * @source "GetLogEvents", CloudWatch Logs API reference
 */
export const getLogEvents: RpcOperation<CloudWatchLogs> = logsOperation('GetLogEvents', input, async (on, request) => {
  const { startTime = 0, endTime, limit = 10_000, startFromHead = false } = request;
  const group = groupOfRequest(on, request);
  const stream = findStream(on, group.name, request.logStreamName);
  const token = readToken(request.nextToken);
  const forward = token ? token.forward : startFromHead;
  const range: EventRange = {
    groupId: group.id,
    startMs: Math.max(startTime, stream.firstEventMs ?? 0, keptSinceMs(group, on.world.now())),
    endMs: Math.min(endTime === undefined ? Number.MAX_SAFE_INTEGER : endTime - 1, stream.lastEventMs ?? -1),
    after: token?.position,
    reverse: !forward,
  };
  const found: StoredEvent[] = [];
  let bytes = 0;
  reading: for await (const batch of on.events.read(range)) {
    for (const event of batch) {
      if (event.streamName !== stream.name) continue;
      bytes += event.message.length;
      if (found.length === limit || (found.length > 0 && bytes > maximumBytes)) break reading;
      found.push(event);
    }
  }
  if (!forward) found.reverse();
  const [first, last] = [found[0] ?? token?.position ?? nowhere, found.at(-1) ?? token?.position ?? nowhere];
  return {
    events: found.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    nextForwardToken: `f/${eventIdOf(last)}/s`,
    nextBackwardToken: `b/${eventIdOf(first)}/s`,
  };
});

/** Before everything. */
const nowhere: Position = { timestamp: 0, sequence: 0 };

/** @throws ServiceError InvalidParameterException */
function readToken(token: string | undefined): { readonly forward: boolean; readonly position: Position } | undefined {
  if (token === undefined) return undefined;
  const [, direction, id = ''] = /^([fb])\/(\d{56})(?:\/s)?$/.exec(token) ?? [];
  const position = positionOf(id);
  if (!position) throw invalidNextToken();
  return { forward: direction === 'f', position };
}

import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, integer, list, long, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import type { Position, StoredEvent } from '../event.ts';
import { eventIdOf, positionOf } from '../event-id.ts';
import { invalidNextToken } from '../listing.ts';
import { groupOfRequest, keptSinceMs } from '../log-group.ts';
import { findStream } from '../log-stream.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { matchesWithin, readPattern } from '../patterns.ts';
import { filterPattern, logGroupIdentifier, logGroupName, logStreamName, nextToken } from '../shapes.ts';

const input = structure('com.amazonaws.logs.FilterLogEventsRequest', {
  logGroupName,
  logGroupIdentifier,
  logStreamNames: list(logStreamName, { min: 1, max: 100 }),
  logStreamNamePrefix: logStreamName,
  startTime: long({ min: 0 }),
  endTime: long({ min: 0 }),
  filterPattern,
  nextToken,
  limit: integer({ min: 1, max: 10_000 }),
  interleaved: boolean,
  unmask: boolean,
});

const maximumBytes = 1_048_576;
/** A page looks at this many events; the next one goes on from there. */
const maximumScanned = 100_000;

/** Streams are always interleaved, as AWS does whatever is asked. @source "FilterLogEvents", CloudWatch Logs API reference */
export const filterLogEvents: RpcOperation<CloudWatchLogs> = logsOperation('FilterLogEvents', input, async (on, request) => {
  const { logStreamNames, logStreamNamePrefix: prefix, startTime = 0, endTime = Number.MAX_SAFE_INTEGER, limit = 10_000 } = request;
  const group = groupOfRequest(on, request);
  if (logStreamNames && prefix !== undefined)
    throw invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
  for (const name of logStreamNames ?? []) findStream(on, group.name, name);
  const names = logStreamNames && new Set(logStreamNames);
  const isWanted = ({ streamName }: StoredEvent): boolean =>
    names ? names.has(streamName) : prefix === undefined || streamName.startsWith(prefix);
  const pattern = readPattern(request.filterPattern ?? '');
  const startMs = Math.max(startTime, keptSinceMs(group, on.world.now()));

  const found: StoredEvent[] = [];
  let [bytes, scanned] = [0, 0];
  /** Where the page ends, when there is more behind it. */
  let end: Position | undefined;
  reading: for await (const batch of on.events.read({ groupId: group.id, startMs, endMs: endTime, after: readToken(request.nextToken) })) {
    let before: Position | undefined;
    for (const { event } of matchesWithin(pattern, batch.filter(isWanted))) {
      bytes += event.message.length;
      if (found.length === limit || (found.length > 0 && bytes > maximumBytes)) {
        end = before ?? found.at(-1);
        break reading;
      }
      found.push(event);
      before = event;
    }
    scanned += batch.length;
    if (scanned >= maximumScanned) {
      end = batch.at(-1);
      break;
    }
  }
  return {
    events: found.map((event) => ({
      logStreamName: event.streamName,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestionTime,
      eventId: eventIdOf(event),
    })),
    // AWS answers an empty list since 2019.
    searchedLogStreams: [],
    nextToken: end && Buffer.from(`filter/${eventIdOf(end)}`).toString('base64url'),
  };
});

/** @throws ServiceError InvalidParameterException */
function readToken(token: string | undefined): Position | undefined {
  if (token === undefined) return undefined;
  const [kind, id = ''] = Buffer.from(token, 'base64url').toString('latin1').split('/');
  const position = kind === 'filter' ? positionOf(id) : undefined;
  if (!position) throw invalidNextToken();
  return position;
}

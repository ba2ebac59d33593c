import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { describedStream } from '../described.ts';
import type { LogStream } from '../documents.ts';
import { listed } from '../listing.ts';
import { groupOfRequest } from '../log-group.ts';
import { streamsOf } from '../log-stream.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { logGroupIdentifier, logGroupName, logStreamName, nextToken, pageLimit } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DescribeLogStreamsRequest', {
  logGroupName,
  logGroupIdentifier,
  logStreamNamePrefix: logStreamName,
  orderBy: string({ values: ['LogStreamName', 'LastEventTime'] }),
  descending: boolean,
  nextToken,
  limit: pageLimit,
});

/** @source "DescribeLogStreams", CloudWatch Logs API reference; localstack's recordings */
export const describeLogStreams: RpcOperation<CloudWatchLogs> = logsOperation('DescribeLogStreams', input, (on, request) => {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = request;
  const group = groupOfRequest(on, request);
  if (prefix !== undefined && orderBy === 'LastEventTime')
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const found = streamsOf(on, group.name).filter(({ name }) => prefix === undefined || name.startsWith(prefix));
  const page = listed(found, orderOf(orderBy, descending), request);
  return { logStreams: page.items.map((it) => describedStream(on, it)), nextToken: page.nextToken };
});

/** A text by which streams stand in the order asked for. */
function orderOf(orderBy: string, descending: boolean): (stream: LogStream) => string {
  const key = ({ name, lastEventMs = 0 }: LogStream): string =>
    orderBy === 'LogStreamName' ? name : `${String(lastEventMs).padStart(15, '0')} ${name}`;
  if (!descending) return key;
  // The last character closes a name, so that the longer of two comes first.
  return (stream) => `${[...key(stream)].map((it) => String.fromCodePoint(0x10ffff - (it.codePointAt(0) ?? 0))).join('')}\u{10ffff}`;
}

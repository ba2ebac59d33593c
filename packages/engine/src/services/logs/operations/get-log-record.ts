import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { positionOf } from '../event-id.ts';
import { LogRecord } from '../insights/record.ts';
import { textOf } from '../insights/value.ts';
import { invalidParameter, logsOperation } from '../operation.ts';

const input = structure('com.amazonaws.logs.GetLogRecordRequest', { logRecordPointer: required(string()), unmask: boolean });

/** All fields of the event at a row's `@ptr`. @source "GetLogRecord", CloudWatch Logs API reference */
export const getLogRecord: RpcOperation<CloudWatchLogs> = logsOperation('GetLogRecord', input, async (on, { logRecordPointer }) => {
  const [groupName = '', eventId = ''] = Buffer.from(logRecordPointer, 'base64').toString('utf8').split('\n');
  const position = positionOf(eventId);
  const group = on.groups.get(groupName);
  if (!position) throw invalidParameter('The specified log record pointer is invalid.');
  if (group) {
    for await (const batch of on.events.read({ groupId: group.id, startMs: position.timestamp, endMs: position.timestamp })) {
      const event = batch.find((it) => it.sequence === position.sequence);
      if (!event) continue;
      const entries = LogRecord.of(event, on.world.accountId, groupName).entries();
      return { logRecord: new Map(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, textOf(value)] as const]))) };
    }
  }
  throw new ServiceError('ResourceNotFoundException', 'The specified log record does not exist.');
});

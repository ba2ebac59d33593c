import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, string, structure } from '../../../protocol/shape.ts';
import { timestamp } from '../../../protocol/value-shapes.ts';
import { historyDocument } from '../alarms/alarm-document.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { invalidNextToken } from '../refusals.ts';
import { alarmName, alarmTypes, scanBy } from '../shapes.ts';

const input = structure('com.amazonaws.cloudwatch.DescribeAlarmHistoryInput', {
  AlarmName: alarmName,
  AlarmContributorId: string({ min: 1, max: 16 }),
  AlarmTypes: alarmTypes,
  HistoryItemType: string({
    values: ['ConfigurationUpdate', 'StateUpdate', 'Action', 'AlarmContributorStateUpdate', 'AlarmContributorAction'],
  }),
  StartDate: timestamp,
  EndDate: timestamp,
  MaxRecords: integer({ min: 1, max: 100 }),
  NextToken: string(),
  ScanBy: scanBy,
});

export const describeAlarmHistory: RpcOperation<CloudWatchState> = rpcOperation(
  'DescribeAlarmHistory',
  input,
  ({ alarms }: CloudWatchState, request) => {
    const { AlarmName, HistoryItemType, StartDate, EndDate, MaxRecords = 100, NextToken } = request;
    const types = request.AlarmTypes ?? ['MetricAlarm'];
    const found = alarms
      .history()
      .filter(
        (it) =>
          (AlarmName === undefined || it.alarmName === AlarmName) &&
          types.includes(it.alarmType) &&
          (HistoryItemType === undefined || it.type === HistoryItemType) &&
          (StartDate === undefined || it.timestampMs >= StartDate) &&
          (EndDate === undefined || it.timestampMs <= EndDate),
      )
      .sort((a, b) => a.timestampMs - b.timestampMs);
    const ordered = request.ScanBy === 'TimestampAscending' ? found : found.toReversed();
    const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64url').toString('latin1'));
    if (!Number.isSafeInteger(from) || from < 0) throw invalidNextToken();
    const until = from + MaxRecords;
    return {
      AlarmHistoryItems: ordered.slice(from, until).map(historyDocument),
      NextToken: until < ordered.length ? Buffer.from(String(until), 'latin1').toString('base64url') : undefined,
    };
  },
);

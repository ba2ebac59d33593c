import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, list, string, structure, validationError } from '../../../protocol/shape.ts';
import { pageOf } from '../../page.ts';
import type { Alarm } from '../alarms/alarm.ts';
import { alarmDocument } from '../alarms/alarm-document.ts';
import { nameOfAlarm, parseRule } from '../alarms/composite-rule.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { invalidNextToken } from '../refusals.ts';
import { alarmName, alarmTypes, stateValue } from '../shapes.ts';

const input = structure('com.amazonaws.cloudwatch.DescribeAlarmsInput', {
  AlarmNames: list(alarmName, { max: 100 }),
  AlarmNamePrefix: alarmName,
  AlarmTypes: alarmTypes,
  ChildrenOfAlarmName: alarmName,
  ParentsOfAlarmName: alarmName,
  StateValue: stateValue,
  ActionPrefix: string({ min: 1, max: 1024 }),
  MaxRecords: integer({ min: 1, max: 100 }),
  NextToken: string(),
});

/** Without AlarmTypes only metric alarms are answered, as on AWS. */
export const describeAlarms: RpcOperation<CloudWatchState> = rpcOperation(
  'DescribeAlarms',
  input,
  ({ world, alarms }: CloudWatchState, request) => {
    const { AlarmNames, AlarmNamePrefix, AlarmTypes, ActionPrefix, StateValue, MaxRecords = 50, NextToken } = request;
    if (AlarmNames && AlarmNamePrefix !== undefined) throw validationError('AlarmNames and AlarmNamePrefix cannot both be set');
    const children = request.ChildrenOfAlarmName === undefined ? undefined : namesIn(alarms.all.get(request.ChildrenOfAlarmName));
    const parentsOf = request.ParentsOfAlarmName;
    const related = children !== undefined || parentsOf !== undefined;
    const types = AlarmTypes ?? (related ? ['MetricAlarm', 'CompositeAlarm'] : ['MetricAlarm']);
    const asked = (it: Alarm): boolean =>
      types.includes(it.type) &&
      (AlarmNames === undefined || AlarmNames.includes(it.name)) &&
      (AlarmNamePrefix === undefined || it.name.startsWith(AlarmNamePrefix)) &&
      (StateValue === undefined || it.state.value === StateValue) &&
      (ActionPrefix === undefined ||
        [...it.okActions, ...it.alarmActions, ...it.insufficientDataActions].some((action) => action.startsWith(ActionPrefix))) &&
      (children === undefined || children.includes(it.name)) &&
      (parentsOf === undefined || namesIn(it).includes(parentsOf));
    const found = alarms.all
      .all()
      .filter(asked)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = pageOf(found, ({ name }) => name, { limit: MaxRecords, token: NextToken });
    if (!page) throw invalidNextToken();
    const documents = (type: Alarm['type']): object[] => page.items.filter((it) => it.type === type).map((it) => alarmDocument(world, it));
    return { CompositeAlarms: documents('CompositeAlarm'), MetricAlarms: documents('MetricAlarm'), NextToken: page.nextToken };
  },
);

function namesIn(alarm: Alarm | undefined): readonly string[] {
  return alarm?.type === 'CompositeAlarm' ? parseRule(alarm.rule).alarms.map(nameOfAlarm) : [];
}

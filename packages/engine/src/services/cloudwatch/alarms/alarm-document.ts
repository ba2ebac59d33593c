import type { World } from '../../../world/world.ts';
import { type Alarm, alarmArn, type CompositeAlarm, type HistoryItem, type Suppression } from './alarm.ts';

/** An alarm as DescribeAlarms answers it. @source recorded from AWS by the tests of localstack */
export function alarmDocument(world: World, alarm: Alarm): object {
  const { state } = alarm;
  return {
    AlarmName: alarm.name,
    AlarmArn: alarmArn(world, alarm.name),
    AlarmDescription: alarm.description,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredMs),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: alarm.okActions,
    AlarmActions: alarm.alarmActions,
    InsufficientDataActions: alarm.insufficientDataActions,
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData,
    StateUpdatedTimestamp: new Date(state.updatedMs),
    StateTransitionedTimestamp: new Date(state.transitionedMs),
    ...(alarm.type === 'CompositeAlarm'
      ? compositeMembers(alarm)
      : { ...alarm.settings, Dimensions: alarm.settings.Dimensions ?? (alarm.settings.Metrics ? undefined : []) }),
  };
}

function compositeMembers({ rule, suppressor, suppression }: CompositeAlarm): object {
  return {
    AlarmRule: rule,
    ...(suppressor && {
      ActionsSuppressor: suppressor.alarm,
      ActionsSuppressorWaitPeriod: suppressor.waitSeconds,
      ActionsSuppressorExtensionPeriod: suppressor.extensionSeconds,
    }),
    ...(suppression && { ActionsSuppressedBy: suppression.by, ActionsSuppressedReason: suppressedReason(suppression) }),
  };
}

/** @source "Create a Lambda function to invoke from an alarm", Amazon CloudWatch user guide, of WaitPeriod; of the others it is a guess */
export function suppressedReason({ by }: Suppression): string {
  return `Actions suppressed by ${by}`;
}

/** What a history says of a configuration: the same members, in the history's own spelling, without the state. */
export function configurationData(world: World, alarm: Alarm): object {
  const members = Object.entries(alarmDocument(world, alarm)).filter(
    ([name, value]) => value !== undefined && !/^State|^ActionsSuppressed|Timestamp$/.test(name),
  );
  return Object.fromEntries(
    members.map(([name, value]) => [name === 'OKActions' ? 'okactions' : `${name.charAt(0).toLowerCase()}${name.slice(1)}`, value]),
  );
}

export function historyDocument({ alarmName, alarmType, timestampMs, type, summary, data }: HistoryItem): object {
  return {
    AlarmName: alarmName,
    AlarmType: alarmType,
    Timestamp: new Date(timestampMs),
    HistoryItemType: type,
    HistorySummary: summary,
    HistoryData: data,
  };
}

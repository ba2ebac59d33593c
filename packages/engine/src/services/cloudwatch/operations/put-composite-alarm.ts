import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, integer, required, string, structure, validationError } from '../../../protocol/shape.ts';
import type { Alarms } from '../alarms/alarms.ts';
import { nameOfAlarm, parseRule } from '../alarms/composite-rule.ts';
import { initialState } from '../alarms/initial-state.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { notHere } from '../refusals.ts';
import { actions, alarmName, tags } from '../shapes.ts';

const input = structure('com.amazonaws.cloudwatch.PutCompositeAlarmInput', {
  ActionsEnabled: boolean,
  AlarmActions: actions,
  AlarmDescription: string({ max: 1024 }),
  AlarmName: required(alarmName),
  AlarmRule: required(string({ min: 1, max: 10_240 })),
  InsufficientDataActions: actions,
  OKActions: actions,
  Tags: tags,
  ActionsSuppressor: string({ min: 1, max: 1600 }),
  ActionsSuppressorWaitPeriod: integer(),
  ActionsSuppressorExtensionPeriod: integer(),
});

export const putCompositeAlarm: RpcOperation<CloudWatchState> = rpcOperation(
  'PutCompositeAlarm',
  input,
  async ({ world, alarms }: CloudWatchState, request) => {
    const { AlarmName: name, AlarmRule: rule, Tags } = request;
    if (request.ActionsSuppressor !== undefined) throw notHere('suppressors of composite alarms (ActionsSuppressor)');
    checkRule(alarms, name, rule);
    const existing = alarms.all.get(name);
    await alarms.put({
      type: 'CompositeAlarm',
      name,
      description: request.AlarmDescription,
      actionsEnabled: request.ActionsEnabled ?? true,
      okActions: request.OKActions ?? [],
      alarmActions: request.AlarmActions ?? [],
      insufficientDataActions: request.InsufficientDataActions ?? [],
      configuredMs: world.now(),
      state: existing?.state ?? initialState(world.now()),
      tags: existing?.tags ?? Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      rule,
    });
    return undefined;
  },
);

/** Its alarms are there, and none of them rests on this one. */
function checkRule(alarms: Alarms, name: string, rule: string): void {
  const seen = new Set<string>();
  const open = [...parseRule(rule).alarms.map(nameOfAlarm)];
  const missing = open.filter((it) => it !== name && !alarms.all.get(it));
  if (missing.length > 0)
    throw validationError(`Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name) throw validationError(`Could not save the composite alarm as it would form a cycle through ${name}`);
    const alarm = seen.has(next) ? undefined : alarms.all.get(next);
    seen.add(next);
    if (alarm?.type === 'CompositeAlarm') open.push(...parseRule(alarm.rule).alarms.map(nameOfAlarm));
  }
}

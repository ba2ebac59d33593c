import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, integer, required, string, structure, validationError } from '../../../protocol/shape.ts';
import type { Suppressor } from '../alarms/alarm.ts';
import type { Alarms } from '../alarms/alarms.ts';
import { checkActions } from '../alarms/check-actions.ts';
import { nameOfAlarm, parseRule } from '../alarms/composite-rule.ts';
import { initialState } from '../alarms/initial-state.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
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
  ActionsSuppressorWaitPeriod: integer({ min: 0 }),
  ActionsSuppressorExtensionPeriod: integer({ min: 0 }),
});

export const putCompositeAlarm: RpcOperation<CloudWatchState> = rpcOperation(
  'PutCompositeAlarm',
  input,
  async ({ world, alarms }: CloudWatchState, request) => {
    const { AlarmName: name, AlarmRule: rule, Tags } = request;
    checkActions(world, request.OKActions, request.AlarmActions, request.InsufficientDataActions);
    checkRule(alarms, name, rule);
    const suppressor = readSuppressor(alarms, request);
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
      suppressor,
      suppression: suppressor && existing?.type === 'CompositeAlarm' ? existing.suppression : undefined,
    });
    return undefined;
  },
);

interface SuppressorMembers {
  readonly ActionsSuppressor?: string;
  readonly ActionsSuppressorWaitPeriod?: number;
  readonly ActionsSuppressorExtensionPeriod?: number;
}

/** @source the wording is measured in us-east-1 by cdk-preflight, 2026-09; that of an alarm that is not there is a guess */
function readSuppressor(alarms: Alarms, request: SuppressorMembers): Suppressor | undefined {
  const {
    ActionsSuppressor: alarm,
    ActionsSuppressorWaitPeriod: waitSeconds,
    ActionsSuppressorExtensionPeriod: extensionSeconds,
  } = request;
  if (alarm === undefined) {
    const lonely = (['ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'] as const).find((it) => request[it] !== undefined);
    if (lonely !== undefined) throw validationError(`${lonely} requires an ActionSuppressor`);
    return undefined;
  }
  if (waitSeconds === undefined) throw validationError('ActionsSuppressorWaitPeriod must not be null');
  if (extensionSeconds === undefined) throw validationError('ActionsSuppressorExtensionPeriod must not be null');
  if (alarm.startsWith('arn:') && nameOfAlarm(alarm) === alarm)
    throw validationError('ActionsSuppressor must be a valid CloudWatch Alarm ARN or an Alarm name');
  if (!alarms.all.get(nameOfAlarm(alarm)))
    throw validationError(`Could not save the composite alarm as the actions suppressor alarm [${alarm}] does not exist`);
  return { alarm, waitSeconds, extensionSeconds };
}

/** Its alarms are there, and none of them rests on this one. */
function checkRule(alarms: Alarms, name: string, rule: string): void {
  const seen = new Set<string>();
  const open = [...parseRule(rule).alarms.map(nameOfAlarm)];
  if (open.includes(name)) throw validationError('A composite alarm cannot have a child relation with itself via its AlarmRule');
  const missing = open.filter((it) => !alarms.all.get(it));
  if (missing.length > 0)
    throw validationError(`Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name) throw validationError(`Could not save the composite alarm as it would form a cycle through ${name}`);
    const alarm = seen.has(next) ? undefined : alarms.all.get(next);
    seen.add(next);
    if (alarm?.type === 'CompositeAlarm') open.push(...parseRule(alarm.rule).alarms.map(nameOfAlarm));
  }
}

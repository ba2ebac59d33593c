import type { World } from '../../../world/world.ts';
import { type Alarm, type AlarmState, alarmArn, alarmTime, type StateValue } from './alarm.ts';

type Reasoned = Pick<AlarmState, 'value' | 'reason' | 'reasonData'>;

/** An alarm whose change of state changed the composite alarm's. @source recorded from AWS by the tests of localstack */
export function changedBy(world: World, value: StateValue, trigger: Alarm): Reasoned {
  const { state } = trigger;
  return {
    value,
    reason: `${alarmArn(world, trigger.name)} transitioned to ${state.value} at ${longTime(state.transitionedMs)}`,
    reasonData: triggering(world, [trigger]),
  };
}

/** @source recorded from AWS by the tests of localstack, of an alarm that was created; of one that was updated it is a guess */
export function putAs(
  world: World,
  value: StateValue,
  { name, verb, children }: { readonly name: string; readonly verb: 'created' | 'updated'; readonly children: readonly Alarm[] },
): Reasoned {
  return {
    value,
    reason: `${alarmArn(world, name)} was ${verb} and its alarm rule evaluates to ${value}`,
    reasonData: triggering(world, children),
  };
}

function triggering(world: World, alarms: readonly Alarm[]): string {
  const triggeringAlarms = alarms.map(({ name, state }) => ({
    arn: alarmArn(world, name),
    state: { value: state.value, timestamp: alarmTime(state.transitionedMs) },
  }));
  return JSON.stringify({ triggeringAlarms });
}

/** `Friday 21 August, 2020 01:32:14 UTC` */
function longTime(ms: number): string {
  const date = new Date(ms);
  const name = (options: Intl.DateTimeFormatOptions): string => date.toLocaleString('en-US', { ...options, timeZone: 'UTC' });
  const day = date.getUTCDate().toString().padStart(2, '0');
  return `${name({ weekday: 'long' })} ${day} ${name({ month: 'long' })}, ${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} UTC`;
}

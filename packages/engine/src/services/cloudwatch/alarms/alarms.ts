import { Documents } from '../../../store/documents.ts';
import type { Store } from '../../../store/store.ts';
import type { World } from '../../../world/world.ts';
import type { Targets } from '../../targets.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { type Alarm, type AlarmState, alarmArn, type HistoryItem, type StateValue } from './alarm.ts';
import { configurationData } from './alarm-document.ts';
import { nameOfAlarm, parseRule } from './composite-rule.ts';
import { evaluateMetricAlarm } from './evaluate-metric-alarm.ts';
import { type Change, functionEvent, topicMessage } from './notification.ts';

/** CloudWatch evaluates every minute, and alarms of high resolution every ten seconds. */
const evaluationMs = 10_000;
/** @source "DescribeAlarmHistory", Amazon CloudWatch API reference: 30 days */
const historyMs = 30 * 86_400_000;
const historyLimit = 1000;

type NewState = Pick<AlarmState, 'value' | 'reason' | 'reasonData'>;

/** An alarm that changed its state, for whoever watches this machine. */
export interface AlarmNotice {
  readonly alarmName: string;
  readonly oldState: StateValue;
  readonly newState: StateValue;
  readonly reason: string;
  /** What could not be told, and why. */
  readonly failures: readonly string[];
}

export interface AlarmParts {
  readonly world: World;
  readonly store: Store;
  readonly metrics: MetricStore;
  readonly targets: Targets;
  onAlarm?(notice: AlarmNotice): void;
}

/** Alarms, their states and their history; evaluated on the world's clock while there are any. */
export class Alarms {
  readonly all: Documents<Alarm>;
  readonly #parts: AlarmParts;
  readonly #histories: Documents<{ readonly items: readonly HistoryItem[] }>;
  #cancel: () => void;
  #stopped = false;
  #working: Promise<void> = Promise.resolve();

  constructor(parts: AlarmParts) {
    this.#parts = parts;
    this.all = new Documents(parts.store, 'cloudwatch/alarm');
    this.#histories = new Documents(parts.store, 'cloudwatch/alarm-history');
    this.#cancel = this.#schedule();
  }

  /** Creates or changes an alarm. */
  async put(alarm: Alarm): Promise<void> {
    const existing = this.all.get(alarm.name);
    await this.all.put(alarm.name, alarm);
    const configuration = configurationData(this.#parts.world, alarm);
    const summary = existing ? `Alarm "${alarm.name}" updated` : `Alarm "${alarm.name}" created`;
    const data = { version: '1.0', type: existing ? 'Update' : 'Create', [existing ? 'updatedAlarm' : 'createdAlarm']: configuration };
    await this.#record(alarm, 'ConfigurationUpdate', summary, data);
  }

  async delete(name: string): Promise<void> {
    await this.all.delete(name);
  }

  history(): readonly HistoryItem[] {
    return this.#histories.all().flatMap(({ items }) => items);
  }

  /** Sets a state, records it and takes the actions of a change. Seen at once; resolves when it is on disk and all have been told. */
  async setState(name: string, to: NewState): Promise<void> {
    const work: Promise<void>[] = [];
    this.#transition(name, to, work);
    await Promise.all(work);
  }

  /** Brings every alarm to what the data say now. */
  async evaluate(): Promise<void> {
    const work: Promise<void>[] = [];
    for (const alarm of this.all.all()) {
      const verdict = alarm.type === 'MetricAlarm' ? evaluateMetricAlarm(this.#parts, alarm) : undefined;
      if (verdict) this.#transition(alarm.name, verdict, work);
    }
    this.#evaluateComposites(undefined, work);
    await Promise.all(work);
  }

  /** Resolves when the evaluation under way is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#working;
  }

  #transition(name: string, to: NewState, work: Promise<void>[]): void {
    const alarm = this.all.get(name);
    if (!alarm) return;
    const before = alarm.state;
    const nowMs = this.#parts.world.now();
    const changed = before.value !== to.value;
    const after: AlarmState = { ...to, updatedMs: nowMs, transitionedMs: changed ? nowMs : before.transitionedMs };
    const changedAlarm = { ...alarm, state: after };
    work.push(this.all.put(name, changedAlarm));
    if (!changed) return;
    const summary = `Alarm updated from ${before.value} to ${after.value}`;
    work.push(this.#record(alarm, 'StateUpdate', summary, { version: '1.0', oldState: stateData(before), newState: stateData(after) }));
    work.push(this.#act({ alarm: changedAlarm, before, after }));
    this.#evaluateComposites(name, work);
  }

  #evaluateComposites(cause: string | undefined, work: Promise<void>[]): void {
    const { world } = this.#parts;
    for (const alarm of this.all.all()) {
      if (alarm.type !== 'CompositeAlarm') continue;
      const { holds, alarms } = parseRule(alarm.rule);
      const names = alarms.map(nameOfAlarm);
      if (cause !== undefined && !names.includes(cause)) continue;
      const value = holds((it) => this.all.get(nameOfAlarm(it))?.state.value) ? 'ALARM' : 'OK';
      if (value === alarm.state.value) continue;
      const trigger = cause ?? names[0];
      const state = trigger === undefined ? undefined : this.all.get(trigger)?.state;
      const reason =
        trigger !== undefined && state
          ? `${alarmArn(world, trigger)} transitioned to ${state.value} at ${longTime(state.transitionedMs)}`
          : 'The rule evaluates without alarms';
      const data =
        trigger !== undefined && state
          ? {
              triggeringAlarms: [
                { arn: alarmArn(world, trigger), state: { value: state.value, timestamp: new Date(state.transitionedMs).toISOString() } },
              ],
            }
          : { triggeringAlarms: [] };
      this.#transition(alarm.name, { value, reason, reasonData: JSON.stringify(data) }, work);
    }
  }

  async #act(change: Change): Promise<void> {
    const { world, targets, onAlarm } = this.#parts;
    const { alarm, before, after } = change;
    const listed = { ALARM: alarm.alarmActions, OK: alarm.okActions, INSUFFICIENT_DATA: alarm.insufficientDataActions }[after.value];
    const failures: string[] = [];
    for (const action of alarm.actionsEnabled ? listed : []) {
      const isFunction = action.split(':')[2] === 'lambda';
      const payload = isFunction ? functionEvent(world, change) : topicMessage(world, change);
      const onBehalfOf = isFunction
        ? { principal: 'lambda.alarms.cloudwatch.amazonaws.com', sourceArn: alarmArn(world, alarm.name) }
        : undefined;
      try {
        await targets.deliver(action, { payload, onBehalfOf });
        await this.#record(alarm, 'Action', `Successfully executed action ${action}`, {
          actionState: 'Succeeded',
          notificationResource: action,
        });
      } catch (error) {
        // A target that is not there, or refuses, must not keep the others from being told.
        const why = error instanceof Error ? error.message : String(error);
        failures.push(`${action}: ${why}`);
        await this.#record(alarm, 'Action', `Failed to execute action ${action}`, {
          actionState: 'Failed',
          notificationResource: action,
          error: why,
        });
      }
    }
    onAlarm?.({ alarmName: alarm.name, oldState: before.value, newState: after.value, reason: after.reason, failures });
  }

  async #record(alarm: Alarm, type: HistoryItem['type'], summary: string, data: object): Promise<void> {
    const timestampMs = this.#parts.world.now();
    const items = (this.#histories.get(alarm.name)?.items ?? []).filter((it) => it.timestampMs > timestampMs - historyMs);
    const item = {
      alarmName: alarm.name,
      alarmType: alarm.type,
      timestampMs,
      type,
      summary: summary.slice(0, 255),
      data: JSON.stringify(data),
    };
    await this.#histories.put(alarm.name, { items: [...items, item].slice(-historyLimit) });
  }

  #schedule(): () => void {
    const { world, store } = this.#parts;
    const delayMs = evaluationMs - (world.now() % evaluationMs);
    return world.after(delayMs, () => {
      if (this.#stopped || store.closed) return;
      this.#cancel = this.#schedule();
      this.#working = Promise.all([this.#working, this.evaluate()]).then(
        () => undefined,
        (error: unknown) => process.emitWarning(error instanceof Error ? error : new Error(String(error))),
      );
    });
  }
}

function stateData({ value, reason, reasonData }: AlarmState): object {
  return { stateValue: value, stateReason: reason, ...(reasonData !== undefined && { stateReasonData: JSON.parse(reasonData) }) };
}

/** `Friday 21 August, 2020 01:32:14 UTC` */
function longTime(ms: number): string {
  const date = new Date(ms);
  const name = (options: Intl.DateTimeFormatOptions): string => date.toLocaleString('en-US', { ...options, timeZone: 'UTC' });
  const day = date.getUTCDate().toString().padStart(2, '0');
  return `${name({ weekday: 'long' })} ${day} ${name({ month: 'long' })}, ${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} UTC`;
}

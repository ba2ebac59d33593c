import { ServiceError } from '../../../protocol/service-error.ts';
import { Documents } from '../../../store/documents.ts';
import type { Store } from '../../../store/store.ts';
import type { World } from '../../../world/world.ts';
import type { Targets } from '../../targets.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import {
  type Alarm,
  type AlarmState,
  alarmArn,
  type CompositeAlarm,
  type HistoryItem,
  type StateValue,
  type Suppression,
} from './alarm.ts';
import { configurationData } from './alarm-document.ts';
import { changedBy, putAs } from './composite-reason.ts';
import { nameOfAlarm, parseRule } from './composite-rule.ts';
import { evaluateMetricAlarm } from './evaluate-metric-alarm.ts';
import { type Change, functionEvent, stateChangeEvent, topicMessage, topicSubject } from './notification.ts';
import { suppressionOf } from './suppress.ts';

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
    if (alarm.type === 'CompositeAlarm') await this.#evaluateAsPut(alarm, existing ? 'updated' : 'created');
  }

  /** A composite alarm's rule is evaluated when it is put; a metric alarm waits for data. */
  async #evaluateAsPut(alarm: CompositeAlarm, verb: 'created' | 'updated'): Promise<void> {
    const value = this.#valueOf(alarm);
    if (value === alarm.state.value) return;
    const children = parseRule(alarm.rule).alarms.flatMap((it) => this.all.get(nameOfAlarm(it)) ?? []);
    await this.setState(alarm.name, putAs(this.#parts.world, value, { name: alarm.name, verb, children }));
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
    const changedAlarm = this.#suppressed({ ...alarm, state: after }, before.value);
    work.push(this.all.put(name, changedAlarm));
    if (!changed) return;
    const summary = `Alarm updated from ${before.value} to ${after.value}`;
    work.push(this.#record(alarm, 'StateUpdate', summary, { version: '1.0', oldState: stateData(before), newState: stateData(after) }));
    const change = { alarm: changedAlarm, before, after, suppressedBefore: suppressionIn(alarm) };
    this.#emit(change);
    if (!suppressionIn(changedAlarm)) work.push(this.#act(change));
    this.#evaluateComposites(name, work);
  }

  /** Those that name `cause`, or all. */
  #evaluateComposites(cause: string | undefined, work: Promise<void>[]): void {
    const { world } = this.#parts;
    for (const alarm of this.all.all()) {
      if (alarm.type !== 'CompositeAlarm') continue;
      this.#settleSuppression(alarm.name, work);
      const names = parseRule(alarm.rule).alarms.map(nameOfAlarm);
      if (cause !== undefined && !names.includes(cause)) continue;
      const value = this.#valueOf(alarm);
      if (value === alarm.state.value) continue;
      const name = cause ?? names[0];
      const trigger = name === undefined ? undefined : this.all.get(name);
      const children = names.flatMap((it) => this.all.get(it) ?? []);
      const to = trigger ? changedBy(world, value, trigger) : putAs(world, value, { name: alarm.name, verb: 'updated', children });
      this.#transition(alarm.name, to, work);
    }
  }

  #valueOf({ rule }: CompositeAlarm): StateValue {
    return parseRule(rule).holds((it) => this.all.get(nameOfAlarm(it))?.state.value) ? 'ALARM' : 'OK';
  }

  #suppressed(alarm: Alarm, told: StateValue): Alarm {
    if (alarm.type !== 'CompositeAlarm' || !alarm.suppressor) return alarm;
    const suppressorState = this.all.get(nameOfAlarm(alarm.suppressor.alarm))?.state.value;
    return { ...alarm, suppression: suppressionOf(alarm, { told, suppressorState, nowMs: this.#parts.world.now() }) };
  }

  /** Follows the suppressor of an alarm; tells the state that was held back once nothing holds it any more. */
  #settleSuppression(name: string, work: Promise<void>[]): void {
    const alarm = this.all.get(name);
    if (alarm?.type !== 'CompositeAlarm' || !alarm.suppressor) return;
    const { state, suppression: held } = alarm;
    const settled = this.#suppressed(alarm, state.value);
    const now = suppressionIn(settled);
    if (now?.by === held?.by && now?.untilMs === held?.untilMs) return;
    if (now || !held || held.told === state.value) {
      work.push(this.all.put(name, settled));
      return;
    }
    const after = { ...state, updatedMs: this.#parts.world.now() };
    const told = { ...settled, state: after };
    work.push(this.all.put(name, told));
    work.push(this.#act({ alarm: told, before: state, after, suppressedBefore: held }));
  }

  /** Every change of state is an event of the account's default bus, suppressed or not. */
  #emit(change: Change): void {
    const { world, targets } = this.#parts;
    const { partition, region, accountId } = world;
    targets
      .deliver(`arn:${partition}:events:${region}:${accountId}:event-bus/default`, { payload: stateChangeEvent(world, change) })
      .catch((error: unknown) => {
        // A bus that refuses, or is not there, has nobody who listens.
        if (!(error instanceof ServiceError))
          process.emitWarning(`The state of an alarm could not be told to EventBridge: ${String(error)}`);
      });
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
        await targets.deliver(action, { payload, onBehalfOf, ...(!isFunction && { subject: topicSubject(world, change) }) });
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

function suppressionIn(alarm: Alarm): Suppression | undefined {
  return alarm.type === 'CompositeAlarm' ? alarm.suppression : undefined;
}

import { deliverTo } from './deliver-to.ts';
import { type Event, newEvent } from './event.ts';
import { busNameOf, type EventBridge, type EventBus, type Rule, ruleArn } from './event-bus.ts';
import type { Target } from './target.ts';

/** Hands an event to the targets of every rule of the bus that matches it. @param fromBus it came from another bus, and goes to no third */
export function dispatch(on: EventBridge, bus: EventBus, event: Event, fromBus = false): void {
  for (const rule of bus.rules.values()) {
    if (rule.state !== 'DISABLED' && rule.pattern?.matches(event)) sendToTargets(on, rule, event, fromBus);
  }
}

/** A scheduled rule's time has come. @param dueMs milliseconds since 1970 */
export function fireRule(on: EventBridge, rule: Rule, dueMs: number): void {
  const content = { 'detail-type': 'Scheduled Event', source: 'aws.events', resources: [ruleArn(on, rule)], detail: {} };
  sendToTargets(on, rule, newEvent(on.world, content, dueMs), false);
}

function sendToTargets(on: EventBridge, rule: Rule, event: Event, fromBus: boolean): void {
  for (const target of rule.targets.values()) {
    if (target.Arn.split(':')[2] === 'events') {
      if (!fromBus) sendToBus(on, rule, target, event);
    } else void deliverTo(on, rule, target, event);
  }
}

/** @source "Sending and receiving events between event buses", EventBridge user guide: an event that came from a bus is not sent to a third */
function sendToBus(on: EventBridge, rule: Rule, { Arn }: Target, event: Event): void {
  const bus = on.buses.get(busNameOf(Arn));
  if (bus) dispatch(on, bus, event, true);
  else process.emitWarning(`The rule ${rule.name} could not reach ${Arn}: Event bus ${busNameOf(Arn)} does not exist.`);
}

import { fireRule } from './dispatch.ts';
import { defaultBus, type EventBridge, findBus, type Rule } from './event-bus.ts';

/** Keeps a rule under its name, with its alarm. @throws ServiceError ResourceNotFoundException */
export function keepRule(on: EventBridge, rule: Rule): void {
  findBus(on, rule.eventBusName).rules.set(rule.name, rule);
  // Rules that run by the clock are all on the default bus.
  if (rule.eventBusName === defaultBus) setAlarm(on, rule);
}

/** Turns a rule on or off. @throws ServiceError ResourceNotFoundException */
export function setState(on: EventBridge, rule: Rule, state: string): void {
  keepRule(on, { ...rule, state });
}

function setAlarm(on: EventBridge, { name, schedule, state, putMs }: Rule): void {
  if (!schedule || state === 'DISABLED') {
    on.alarms.clear(name);
    return;
  }
  on.alarms.set(name, {
    schedule,
    anchorMs: putMs,
    ring(dueMs) {
      const rule = on.buses.get(defaultBus)?.rules.get(name);
      if (rule) fireRule(on, rule, dueMs);
    },
  });
}

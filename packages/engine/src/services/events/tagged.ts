import { validationError } from '../../protocol/shape.ts';
import { busNameOf, defaultBus, type EventBridge, findBus, findRule, type Tags } from './event-bus.ts';

/** A bus or a rule, by its ARN. */
export interface Tagged {
  readonly tags: Tags;
  put(tags: Tags): void;
}

/** @throws ServiceError ValidationException, ResourceNotFoundException */
export function findTagged(on: EventBridge, arn: string): Tagged {
  const [, kind, path] = /^arn:[\w-]+:events:[\w-]+:\d{12}:(event-bus|rule)\/(.+)$/.exec(arn) ?? [];
  if (path === undefined) throw validationError(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (kind === 'event-bus') {
    const bus = findBus(on, busNameOf(arn));
    return { tags: bus.tags, put: (tags) => on.buses.set(bus.name, { ...bus, tags }) };
  }
  const slash = path.lastIndexOf('/');
  const bus = findBus(on, slash < 0 ? defaultBus : path.slice(0, slash));
  const rule = findRule(on, path.slice(slash + 1), bus.name);
  return { tags: rule.tags, put: (tags) => bus.rules.set(rule.name, { ...rule, tags }) };
}

import type { Place } from '../places.ts';
import type { Compilation } from './compilation.ts';
import type { Mapping, SamResource } from './sam-resource.ts';

/** Policies that a function's events add to the role that SAM makes for it. */
export interface EventPolicies {
  /** ARNs of managed policies. */
  readonly managed: string[];
  readonly inline: Mapping[];
}

/** One event of a function, as its compiler gets it. */
export interface FunctionEvent {
  readonly function: SamResource;
  /** Logical id of the function's alias, when it publishes one: events then go to it. */
  readonly alias: string | undefined;
  readonly role: EventPolicies;
  readonly eventId: string;
  /** The function's logical id and the event's: what derived resources are named after. */
  readonly logicalId: string;
  readonly properties: Mapping;
  /** How a message calls the event. */
  readonly owner: string;
  /** The line that declares it. */
  readonly at: Place | undefined;
}

export interface EventType {
  readonly type: string;
  readonly compile: (event: FunctionEvent, compilation: Compilation) => void;
}

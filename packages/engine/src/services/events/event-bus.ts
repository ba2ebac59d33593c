import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { EventPattern } from '../event-pattern/event-pattern.ts';
import type { Alarms } from '../schedule-expression/alarms.ts';
import type { Schedule } from '../schedule-expression/schedule-expression.ts';
import type { Targets } from '../targets.ts';
import type { Target } from './target.ts';

export type Tags = { readonly [key: string]: string };
export type PolicyStatement = { readonly [member: string]: unknown };

export interface Rule {
  readonly name: string;
  readonly eventBusName: string;
  readonly scheduleExpression: string | undefined;
  readonly schedule: Schedule | undefined;
  /** As it was written, and compiled. */
  readonly eventPattern: string | undefined;
  readonly pattern: EventPattern | undefined;
  readonly state: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly tags: Tags;
  /** By their ids. */
  readonly targets: ReadonlyMap<string, Target>;
  /** When it was put: a rate counts from there. */
  readonly putMs: number;
}

export interface EventBus {
  readonly name: string;
  readonly description: string | undefined;
  readonly kmsKeyIdentifier: string | undefined;
  readonly deadLetterArn: string | undefined;
  readonly logConfig: object | undefined;
  readonly statements: readonly PolicyStatement[];
  readonly tags: Tags;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly rules: Map<string, Rule>;
}

/** What every operation works on. Buses and rules are made anew at each start, from the template or by the caller. */
export interface EventBridge {
  readonly world: World;
  readonly targets: Targets;
  readonly buses: Map<string, EventBus>;
  readonly alarms: Alarms;
}

export const defaultBus = 'default';

export function newBus(name: string, nowMs: number, given: Partial<EventBus> = {}): EventBus {
  return {
    name,
    description: undefined,
    kmsKeyIdentifier: undefined,
    deadLetterArn: undefined,
    logConfig: undefined,
    statements: [],
    tags: {},
    createdMs: nowMs,
    modifiedMs: nowMs,
    rules: new Map(),
    ...given,
  };
}

/** A bus's name, which may be written as its ARN; the default bus without one. */
export function busNameOf(nameOrArn: string | undefined): string {
  if (nameOrArn === undefined) return defaultBus;
  return nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.indexOf('/') + 1) : nameOrArn;
}

/** @throws ServiceError ResourceNotFoundException */
export function findBus({ buses }: EventBridge, nameOrArn: string | undefined): EventBus {
  const name = busNameOf(nameOrArn);
  const found = buses.get(name);
  if (!found) throw new ServiceError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  return found;
}

/** @throws ServiceError ResourceNotFoundException */
export function findRule(on: EventBridge, name: string, eventBusName: string | undefined): Rule {
  const bus = findBus(on, eventBusName);
  const found = bus.rules.get(name);
  if (!found) throw new ServiceError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus.name}.`);
  return found;
}

export function busArn({ world }: EventBridge, name: string): string {
  return `arn:${world.partition}:events:${world.region}:${world.accountId}:event-bus/${name}`;
}

/** Rules of the default bus stand without its name. */
export function ruleArn({ world }: EventBridge, { name, eventBusName }: Pick<Rule, 'name' | 'eventBusName'>): string {
  const path = eventBusName === defaultBus ? name : `${eventBusName}/${name}`;
  return `arn:${world.partition}:events:${world.region}:${world.accountId}:rule/${path}`;
}

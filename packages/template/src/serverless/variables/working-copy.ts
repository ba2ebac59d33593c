import { copyPlaces } from '../../places.ts';
import type { Value } from '../../template.ts';
import { Unresolved } from './unresolved.ts';

/** A mapping or list that variables are resolved in, in place. */
export type Container = { [member: string]: Value } | Value[];

const maximumNodeCount = 500_000;
const maximumTextLength = 1_000_000;
const maximumCharacterCount = 50_000_000;

/**
 * Copies values, places included, and refuses to go on when a few lines of variables would blow up into more than a
 * machine should hold.
 */
export class Copier {
  #nodeCount = 0;
  #characterCount = 0;

  copy(value: Value): Value {
    this.#nodeCount += 1;
    if (this.#nodeCount > maximumNodeCount) {
      throw new Unresolved(`The variables of this file expand to more than ${maximumNodeCount} values.`, { code: 'TEMPLATE_TOO_LARGE' });
    }
    if (typeof value === 'string') return this.text(value);
    if (!isContainer(value)) return value;
    if (Array.isArray(value)) {
      return copyPlaces(
        value,
        value.map((member) => this.copy(member)),
      );
    }
    const copy: { [member: string]: Value } = {};
    for (const [member, held] of Object.entries(value)) set(copy, member, this.copy(held));
    return copyPlaces(value, copy);
  }

  text(text: string): string {
    this.#characterCount += text.length;
    if (text.length > maximumTextLength || this.#characterCount > maximumCharacterCount) {
      throw new Unresolved('The variables of this file expand to more text than gatewright reads.', { code: 'TEMPLATE_TOO_LARGE' });
    }
    return text;
  }
}

export function isContainer(value: Value | undefined): value is Container {
  return typeof value === 'object' && value !== null;
}

/** A member that a variable may refer to: an own one, never of the prototype; of lists and texts an item or the length. */
export function get(held: Value, member: string): Value | undefined {
  if (typeof held !== 'string' && !isContainer(held)) return undefined;
  if (typeof held === 'string' || Array.isArray(held))
    return member === 'length' ? held.length : /^\d+$/.test(member) ? held[Number(member)] : undefined;
  return Object.hasOwn(held, member) ? held[member] : undefined;
}

export function set(container: Container, member: string, value: Value): void {
  Object.defineProperty(container, member, { value, enumerable: true, configurable: true, writable: true });
}

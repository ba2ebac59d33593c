import type { Diagnostic } from '../diagnostic.ts';
import { nearestHint } from '../nearest-name.ts';
import { type Place, placeOf, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';

export type Mapping = { readonly [member: string]: Value };

/** Takes what is wrong with the user's file. */
export type Report = (diagnostic: Omit<Diagnostic, 'severity'> & { severity?: Diagnostic['severity'] }) => void;

/**
 * A mapping of serverless.yml, read with its types checked. Values are coerced where Serverless's own validation coerces
 * them: `memorySize: "512"` is a number, an environment variable of `5` is text.
 */
export class Section {
  readonly value: Mapping;
  /** As `functions.api`, for messages; empty for the whole file. */
  readonly path: string;
  readonly report: Report;

  constructor(value: Mapping, path: string, report: Report) {
    this.value = value;
    this.path = path;
    this.report = report;
  }

  /** The value as it was written; undefined when it is absent or null. */
  raw(name: string): Value | undefined {
    return Object.hasOwn(this.value, name) ? (this.value[name] ?? undefined) : undefined;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.value, name);
  }

  get names(): readonly string[] {
    return Object.keys(this.value);
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value !== 'object') return String(value);
    return this.#wrong(name, 'a text', 'Write one value, in quotes if need be.');
  }

  number(name: string): number | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'number') return value;
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
    return this.#wrong(name, 'a number', 'Write digits, as 512.');
  }

  flag(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true' || value === 1) return true;
    if (value === 'false' || value === 0) return false;
    return this.#wrong(name, 'true or false', 'Write one of the two.');
  }

  /** A single value counts as a list of one. */
  list(name: string): readonly Value[] | undefined {
    const value = this.raw(name);
    if (value === undefined || Array.isArray(value)) return value;
    if (typeof value !== 'object' && !isUnresolved(value)) return [value];
    return this.#wrong(name, 'a list', 'Put each item on a line of its own, after a dash.');
  }

  /** A list whose items are texts. */
  texts(name: string): string[] {
    return (this.list(name) ?? []).flatMap((item, index) => {
      if (typeof item !== 'object') return [String(item)];
      const at = placeOfMember(this.list(name) ?? [], index) ?? this.placeOf(name);
      this.report({
        code: 'INVALID_VALUE',
        message: `"${this.#pathOf(name)}" must be a list of texts.`,
        at,
        hint: 'Write one text in each item.',
      });
      return [];
    });
  }

  section(name: string): Section | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (isMapping(value)) return new Section(value, this.#pathOf(name), this.report);
    return this.#wrong(name, 'a mapping', 'Put its members below it, indented, as "name: value".');
  }

  /** The members that are mappings, by their names. */
  sections(): [string, Section][] {
    return this.names.flatMap((name): [string, Section][] => {
      const section = this.section(name);
      return section ? [[name, section]] : [];
    });
  }

  /** Where the section itself stands. */
  get place(): Place | undefined {
    return placeOf(this.value);
  }

  placeOf(name: string): Place | undefined {
    return placeOfMember(this.value, name);
  }

  placeOfName(name: string): Place | undefined {
    return placeOfKey(this.value, name);
  }

  /** Names every property that Serverless does not have here, with the nearest it has. */
  allow(names: readonly string[]): void {
    for (const name of this.names) {
      if (names.includes(name)) continue;
      const where = this.path === '' ? 'serverless.yml' : `"${this.path}"`;
      const hint = nearestHint(name, names) ?? `Remove it, or take one of: ${[...names].sort().join(', ')}.`;
      this.report({
        code: 'UNKNOWN_PROPERTY',
        message: `Serverless has no property "${name}" in ${where}.`,
        at: this.placeOfName(name),
        hint,
      });
    }
  }

  /** Refuses a property that Serverless has and gatewright does not honour. */
  refuse(name: string, why: string, hint?: string): void {
    if (this.raw(name) === undefined) return;
    this.report({
      code: 'UNSUPPORTED_PROPERTY',
      message: `"${this.#pathOf(name)}" is not honoured: ${why}`,
      at: this.placeOfName(name),
      hint,
      unsupported: true,
    });
  }

  invalid(name: string, message: string, hint: string): void {
    this.report({ code: 'INVALID_VALUE', message: `"${this.#pathOf(name)}" ${message}`, at: this.placeOf(name), hint });
  }

  missing(name: string, hint: string): void {
    const where = this.path === '' ? 'serverless.yml' : `"${this.path}"`;
    this.report({ code: 'MISSING_PROPERTY', message: `"${name}" is missing in ${where}.`, at: this.place, hint });
  }

  #pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  #wrong(name: string, expected: string, hint: string): undefined {
    const value = this.raw(name);
    // A variable without a value has its own diagnostic.
    if (value === undefined || isUnresolved(value)) return;
    this.invalid(name, `must be ${expected}.`, hint);
  }
}

/** Text that still has a variable of Serverless in it: what it would have been is not known. */
export function isUnresolved(value: Value): boolean {
  return typeof value === 'string' && /\$\{[a-z][a-zA-Z0-9]*[:(]/.test(value);
}

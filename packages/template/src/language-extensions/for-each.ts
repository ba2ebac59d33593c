import type { Diagnostic, Report } from '../diagnostic.ts';
import { resolveValue } from '../intrinsics/resolve-value.ts';
import type { Scope } from '../intrinsics/scope.ts';
import { copyPlaces, markMember, markPlace, placeOf, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';

type Mapping = { readonly [member: string]: Value };

export const forEachPrefix = 'Fn::ForEach::';
/** Loops in loops multiply: so many rounds may they make in all, and so many values. A template may have 500 resources. */
const maximumRoundCount = 20_000;
const maximumNodeCount = 250_000;

export interface ForEachSettings {
  /** Parameters, mappings and conditions: what a collection may be made of. */
  readonly scope: Scope;
  readonly report: Report;
}

/**
 * Writes out every `Fn::ForEach::NAME` in a value.
 * @source "Fn::ForEach", AWS CloudFormation template reference
 */
export function expandForEach(value: Value, settings: ForEachSettings): Value {
  return new Expansion(settings).expand(value, new Map());
}

/** What an identifier stands for in one round of its loop. */
type Bindings = ReadonlyMap<string, string>;

class Expansion {
  readonly #settings: ForEachSettings;
  #nodeCount = 0;
  #roundCount = 0;
  #tooLarge = false;

  constructor(settings: ForEachSettings) {
    this.#settings = settings;
  }

  expand(value: Value, bindings: Bindings): Value {
    if (bindings.size > 0) this.#nodeCount += 1;
    if (typeof value === 'string') return substituted(value, bindings);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const list = value.map((it) => this.expand(it, bindings));
      return list.some((it, index) => it !== value[index]) ? copyPlaces(value, list) : value;
    }
    return isMapping(value) ? this.#expandMembers(value, bindings) : value;
  }

  #expandMembers(map: Mapping, bindings: Bindings): Value {
    const { Ref: name } = map;
    const bound = typeof name === 'string' && Object.keys(map).length === 1 ? bindings.get(name) : undefined;
    if (bound !== undefined) return bound;
    const members = new Map<string, Value>();
    const whole: Mapping = {};
    markPlace(whole, placeOf(map));
    let changed = false;
    for (const [member, item] of Object.entries(map)) {
      const loop = member.startsWith(forEachPrefix);
      const made = loop ? this.#rounds(map, member, bindings) : [{ from: map, member, key: substituted(member, bindings), bindings }];
      for (const { from, member: written, key, bindings: own } of made) {
        const place = placeOfKey(from, written) ?? placeOfKey(map, member);
        if (members.has(key)) {
          const message = `"${key}" stands twice where "${written}" is written out.`;
          const hint = 'Give each round a name of its own: put ${...} of every loop around it in the key.';
          this.#report('INVALID_VALUE', message, place, hint);
          continue;
        }
        const expanded = this.expand(loop ? (from[written] ?? null) : item, own);
        changed ||= loop || key !== member || expanded !== item;
        members.set(key, expanded);
        markMember(whole, key, placeOfMember(from, written) ?? place, place);
      }
    }
    return changed ? copyPlaces(whole, Object.fromEntries(members)) : map;
  }

  /** The members that one loop makes, in the order of its collection. */
  #rounds(map: Mapping, member: string, bindings: Bindings): readonly Round[] {
    const written = map[member] ?? null;
    const [identifier, collection, fragment, ...more] = Array.isArray(written) ? written : [];
    const at = placeOfKey(map, member) ?? placeOf(map);
    if (typeof identifier !== 'string' || collection === undefined || !isMapping(fragment) || more.length > 0) {
      const hint = `Write ${member}: [IDENTIFIER, [VALUE, ...], { "NAME\${IDENTIFIER}": ... }].`;
      this.#report('INVALID_VALUE', `${member} takes an identifier, a collection and a map.`, at, hint);
      return [];
    }
    const { scope, report } = this.#settings;
    let sound = true;
    const values = resolveValue(this.expand(collection, bindings), scope, (it) => {
      sound = false;
      report(it);
    });
    if (!sound) return [];
    if (!Array.isArray(values) || values.some((it) => typeof it === 'object')) {
      const hint = 'Write a list of texts, or the Ref of a parameter of the type CommaDelimitedList.';
      this.#report('INVALID_VALUE', `The collection of ${member} must be a list of texts.`, at, hint);
      return [];
    }
    const rounds: Round[] = [];
    for (const value of values) {
      this.#roundCount += 1;
      if (this.#isTooLarge(member, at)) break;
      const own = new Map([...bindings, [identifier, String(value)]]);
      for (const key of Object.keys(fragment)) {
        if (key.startsWith(forEachPrefix)) rounds.push(...this.#rounds(fragment, key, own));
        else rounds.push({ from: fragment, member: key, key: substituted(key, own), bindings: own });
      }
    }
    return rounds;
  }

  #isTooLarge(member: string, at: Diagnostic['at']): boolean {
    if (this.#roundCount <= maximumRoundCount && this.#nodeCount <= maximumNodeCount) return false;
    if (!this.#tooLarge) this.#report('TEMPLATE_TOO_LARGE', `${member} and the loops around it make too much of this template.`, at);
    this.#tooLarge = true;
    return true;
  }

  #report(code: Diagnostic['code'], message: string, at: Diagnostic['at'], hint?: string): void {
    this.#settings.report({ code, severity: 'error', message, at, hint });
  }
}

/** One member that a loop makes: where it is written, and what it is called. */
interface Round {
  readonly from: Mapping;
  readonly member: string;
  readonly key: string;
  readonly bindings: Bindings;
}

/** `${Identifier}` is the value; `&{Identifier}` only its letters and digits, as logical ids may have them. */
function substituted(text: string, bindings: Bindings): string {
  if (bindings.size === 0 || !/[$&]\{/.test(text)) return text;
  return text.replaceAll(/([$&])\{([^{}!]+)\}/g, (whole, sign: string, name: string) => {
    const value = bindings.get(name.trim());
    if (value === undefined) return whole;
    return sign === '&' ? value.replaceAll(/[^A-Za-z0-9]/g, '') : value;
  });
}

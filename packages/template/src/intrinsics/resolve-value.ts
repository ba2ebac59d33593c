import type { Diagnostic } from '../diagnostic.ts';
import { copyPlaces, markMember, markPlace, type Place, placeOf, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import type { Call, Intrinsic } from './intrinsic.ts';
import { conditionFunctions, intrinsics } from './intrinsics.ts';
import type { Scope } from './scope.ts';

type Report = (it: Diagnostic) => void;

/**
 * Resolves every intrinsic function in a value. Members that come to `AWS::NoValue` are left out; objects in which nothing
 * changed are the same objects; rebuilt ones keep their places.
 */
export function resolveValue(value: Value, scope: Scope, report: Report): Value {
  return resolve(value, scope, report, undefined) ?? null;
}

/** Evaluates a condition: the value of an entry of Conditions, or an argument of `Fn::And`, `Fn::Or` and `Fn::Not`. */
export function resolveCondition(value: Value, scope: Scope, report: Report, at: Place | undefined): boolean {
  const found = callOf(value, conditionFunctions);
  const place = placeOf(Object(value)) ?? at;
  const answer = found ? found.intrinsic.evaluate(callFor(found, scope, report, place)) : resolve(value, scope, report, place);
  if (answer === true || answer === 'true') return true;
  if (answer === false || answer === 'false') return false;
  if (found === undefined) {
    const hint = 'Write Fn::Equals, Fn::And, Fn::Or, Fn::Not, or Condition: NAME.';
    report({ code: 'INVALID_VALUE', severity: 'error', message: 'A condition must be true or false.', at: place, hint });
  }
  return false;
}

function resolve(value: Value, scope: Scope, report: Report, at: Place | undefined): Value | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return resolveList(value, scope, report);
  if (!isMapping(value)) return value;
  const place = placeOf(value) ?? at;
  const found = callOf(value, intrinsics);
  if (found) return found.intrinsic.evaluate(callFor(found, scope, report, place));
  return resolveMembers(value, scope, report, place);
}

function resolveList(list: readonly Value[], scope: Scope, report: Report): Value {
  const resolved: Value[] = [];
  let changed = false;
  const places: (Place | undefined)[] = [];
  for (const [index, item] of list.entries()) {
    const place = placeOfMember(list, index);
    const answer = resolve(item, scope, report, place);
    changed ||= answer !== item;
    if (answer === undefined) continue;
    resolved.push(answer);
    places.push(place);
  }
  if (!changed) return list;
  markPlace(resolved, placeOf(list));
  for (const [index, place] of places.entries()) markMember(resolved, index, place);
  return resolved;
}

function resolveMembers(map: { readonly [member: string]: Value }, scope: Scope, report: Report, at: Place | undefined): Value {
  const entries: [string, Value][] = [];
  let changed = false;
  for (const [member, item] of Object.entries(map)) {
    if (member.startsWith('Fn::')) {
      const message = `${member} is not an intrinsic function of CloudFormation, or stands beside other members.`;
      report({ code: 'UNSUPPORTED_INTRINSIC', severity: 'error', message, at: placeOfMember(map, member) ?? at });
    }
    const answer = resolve(item, scope, report, placeOfMember(map, member) ?? at);
    changed ||= answer !== item;
    if (answer !== undefined) entries.push([member, answer]);
  }
  return changed ? copyPlaces(map, Object.fromEntries(entries)) : map;
}

interface FoundCall {
  readonly intrinsic: Intrinsic;
  readonly argument: Value;
}

/** An object with one member that is a function's name is a call of that function. */
function callOf(value: Value, among: ReadonlyMap<string, Intrinsic>): FoundCall | undefined {
  if (!isMapping(value)) return undefined;
  const [name, ...more] = Object.keys(value);
  const intrinsic = name === undefined || more.length > 0 ? undefined : among.get(name);
  return intrinsic && { intrinsic, argument: value[intrinsic.name] ?? null };
}

function callFor({ intrinsic, argument }: FoundCall, scope: Scope, report: Report, at: Place | undefined): Call {
  return {
    name: intrinsic.name,
    argument,
    scope,
    resolve: (value) => resolve(value, scope, report, at),
    condition: (value) => resolveCondition(value, scope, report, at),
    fail(message, { code = 'INVALID_VALUE', hint, unsupported } = {}) {
      report({ code, severity: 'error', message, at, hint, ...(unsupported && { unsupported }) });
      return undefined;
    },
  };
}

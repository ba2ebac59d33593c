import { copyPlaces, markPlace, type Place, placeOf, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { subPieces } from './sub-text.ts';

type Mapping = { readonly [member: string]: Value };

/** What names become when a template's text moves into another template; undefined leaves a name as it is. */
export interface NewNames {
  /** What `Ref` of this name becomes, and `${name}` in Fn::Sub. */
  ref(name: string): Value | undefined;
  getAtt(logicalId: string, attribute: string, at: Place | undefined): Value | undefined;
  importValue?(name: string): Value | undefined;
  condition(name: string): string | undefined;
  mapping(name: string): string | undefined;
}

/** Rewrites every name in a value. What replaces a name is taken as it is; values without a changed name stay the same objects. */
export function rewriteNames(value: Value, names: NewNames): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list = value.map((it) => rewriteNames(it, names));
    return list.some((it, index) => it !== value[index]) ? copyPlaces(value, list) : value;
  }
  if (!isMapping(value)) return value;
  const [name, ...more] = Object.keys(value);
  if (name !== undefined && more.length === 0) {
    const call = rewriteCall(name, value[name] ?? null, { names, at: placeOfMember(value, name) });
    if (call !== undefined) return placedAs(value, call);
  }
  const entries = Object.entries(value).map(([member, it]): [string, Value] => [member, rewriteNames(it, names)]);
  return entries.some(([member, it]) => it !== value[member]) ? copyPlaces(value, Object.fromEntries(entries)) : value;
}

/** Rewrites an entry of Conditions, where `Condition` names one; in properties it is a plain member, as IAM statements have it. */
export function rewriteConditionNames(value: Value, names: NewNames): Value {
  if (Array.isArray(value))
    return copyPlaces(
      value,
      value.map((it) => rewriteConditionNames(it, names)),
    );
  if (!isMapping(value)) return value;
  if (typeof value.Condition === 'string') return copyPlaces(value, { Condition: names.condition(value.Condition) ?? value.Condition });
  const [name, ...more] = Object.keys(value);
  if (name !== undefined && more.length === 0 && ['Fn::And', 'Fn::Or', 'Fn::Not'].includes(name)) {
    return copyPlaces(value, { [name]: rewriteConditionNames(value[name] ?? null, names) });
  }
  return rewriteNames(value, names);
}

interface Naming {
  readonly names: NewNames;
  /** Where the call is written. */
  readonly at: Place | undefined;
}

/** The value a call becomes; undefined when only its members may have to change. */
function rewriteCall(name: string, argument: Value, { names, at }: Naming): Value | undefined {
  const [first, ...rest] = Array.isArray(argument) ? argument : [];
  if (name === 'Ref') return typeof argument === 'string' ? names.ref(argument) : undefined;
  if (name === 'Fn::GetAtt') {
    const dot = typeof argument === 'string' ? argument.indexOf('.') : -1;
    if (typeof argument === 'string') return dot > 0 ? names.getAtt(argument.slice(0, dot), argument.slice(dot + 1), at) : undefined;
    const path = rest.every((it) => typeof it === 'string') ? rest.join('.') : undefined;
    return typeof first === 'string' && path !== undefined ? names.getAtt(first, path, at) : undefined;
  }
  if (name === 'Fn::ImportValue') return typeof argument === 'string' ? names.importValue?.(argument) : undefined;
  if (name === 'Fn::Sub') return rewriteSub(argument, { names, at });
  if ((name === 'Fn::If' || name === 'Fn::FindInMap') && typeof first === 'string') {
    const renamed = name === 'Fn::If' ? names.condition(first) : names.mapping(first);
    return renamed === undefined
      ? undefined
      : { [name]: copyPlaces(Object(argument), [renamed, ...rest.map((it) => rewriteNames(it, names))]) };
  }
  return undefined;
}

function rewriteSub(argument: Value, { names, at }: Naming): Value | undefined {
  const [text, given = {}] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string' || !isMapping(given)) return undefined;
  const written = rewriteNames(given, names);
  const variables: Record<string, Value> = isMapping(written) ? { ...written } : {};
  let changed = written !== given;
  const pieces = subPieces(text).map((piece) => {
    // What reads as `${name}` in plain text was written `${!name}`.
    if ('text' in piece) return /^\$\{[^}]*\}$/.test(piece.text) ? `\${!${piece.text.slice(2)}` : piece.text;
    const same = `\${${piece.name}}`;
    if (Object.hasOwn(given, piece.name)) return same;
    const dot = piece.name.indexOf('.');
    const value = dot > 0 ? names.getAtt(piece.name.slice(0, dot), piece.name.slice(dot + 1), at) : names.ref(piece.name);
    if (value === undefined) return same;
    changed = true;
    const inText = subName(value, given);
    if (inText !== undefined) return `\${${inText}}`;
    const variable = freeName(piece.name.replaceAll(/[^A-Za-z0-9]/g, ''), variables, value);
    variables[variable] = value;
    return `\${${variable}}`;
  });
  if (!changed) return undefined;
  const joined = pieces.join('');
  return { 'Fn::Sub': Object.keys(variables).length === 0 ? joined : [joined, variables] };
}

/** A reference as it stands inside Fn::Sub; undefined for other values. */
function subName(value: Value, taken: Mapping): string | undefined {
  if (!isMapping(value)) return undefined;
  const attribute = value['Fn::GetAtt'];
  const name = typeof value.Ref === 'string' ? value.Ref : Array.isArray(attribute) ? attribute.join('.') : undefined;
  return name === undefined || Object.hasOwn(taken, name) ? undefined : name;
}

function freeName(name: string, variables: Mapping, value: Value): string {
  let free = name;
  for (let count = 2; Object.hasOwn(variables, free) && variables[free] !== value; count += 1) free = `${name}${count}`;
  return free;
}

/** The line that named the old value is the one to point at. */
function placedAs(written: object, value: Value): Value {
  return typeof value === 'object' && value !== null && !placeOf(value) ? markPlace(value, placeOf(written)) : value;
}

import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';

/** A call of an intrinsic function: an object with one member, named like one. */
export function isIntrinsic(value: Value | undefined): boolean {
  if (!isMapping(value)) return false;
  const [name = '', ...more] = Object.keys(value);
  return more.length === 0 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
}

/** `{ Ref: AWS::NoValue }`: a value that is left out. */
export function isNoValue(value: Value | undefined): boolean {
  return isMapping(value) && value.Ref === 'AWS::NoValue' && Object.keys(value).length === 1;
}

/** The logical id that a `Ref` names, or the text itself; undefined for anything else. */
export function referredLogicalId(value: Value | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return isMapping(value) && typeof value.Ref === 'string' ? value.Ref : undefined;
}

/** The condition and the two values of a `Fn::If`, or undefined when the value is no well-formed one. */
export function ifBranches(value: Value | undefined): { condition: string; whenTrue: Value; whenFalse: Value } | undefined {
  const branches = isMapping(value) && Object.keys(value).length === 1 ? value['Fn::If'] : undefined;
  if (!Array.isArray(branches) || branches.length !== 3 || typeof branches[0] !== 'string') return undefined;
  const [condition, whenTrue, whenFalse] = branches;
  return { condition, whenTrue: whenTrue ?? null, whenFalse: whenFalse ?? null };
}

/** Puts a value under a condition. */
export function conditional<T extends Value>(condition: string, whenTrue: T, whenFalse?: Value): { 'Fn::If': [string, T, Value] } {
  return { 'Fn::If': [condition, whenTrue, whenFalse ?? { Ref: 'AWS::NoValue' }] };
}

import type { Value } from '@gatewright/template';
import { ServiceError } from '../protocol/service-error.ts';

/** A mapping of a template or an OpenAPI document. */
export type Mapping = { readonly [member: string]: Value };

// Templates write `200`, `"200"`, `true` and `"true"` alike, and CloudFormation takes them alike: these readers do the same.

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a scalar; undefined when absent. @throws ServiceError BadRequestException for an object or a list */
export function textAt(from: Mapping, member: string): string | undefined {
  const value = from[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') throw invalid(member, 'text');
  return String(value);
}

export function requiredTextAt(from: Mapping, member: string): string {
  const value = textAt(from, member);
  if (value === undefined || value === '') throw new ServiceError('BadRequestException', `${member} must be given`, 400);
  return value;
}

export function numberAt(from: Mapping, member: string): number | undefined {
  const value = textAt(from, member);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) throw invalid(member, 'a number');
  return number;
}

export function booleanAt(from: Mapping, member: string): boolean | undefined {
  const value = textAt(from, member)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw invalid(member, 'true or false');
  return value === 'true';
}

export function mappingAt(from: Mapping, member: string): Mapping | undefined {
  const value = from[member];
  if (value === undefined || value === null) return undefined;
  if (!isMapping(value)) throw invalid(member, 'an object');
  return value;
}

export function listAt(from: Mapping, member: string): readonly Value[] {
  const value = from[member];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(member, 'a list');
  return value;
}

export function textListAt(from: Mapping, member: string): readonly string[] {
  return listAt(from, member).map((it) => String(it));
}

export function mappingListAt(from: Mapping, member: string): readonly Mapping[] {
  return listAt(from, member).map((it) => {
    if (!isMapping(it)) throw invalid(member, 'a list of objects');
    return it;
  });
}

/** A map of texts: request templates, stage variables. Objects in it become their JSON, as CloudFormation's do. */
export function textMapAt(from: Mapping, member: string): { readonly [name: string]: string } {
  const entries = Object.entries(mappingAt(from, member) ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]));
}

export function booleanMapAt(from: Mapping, member: string): { readonly [name: string]: boolean } {
  const mapping = mappingAt(from, member) ?? {};
  return Object.fromEntries(Object.keys(mapping).map((name) => [name, booleanAt(mapping, name) ?? false]));
}

/** One of a list of words, in any case. */
export function wordAt<Word extends string>(from: Mapping, member: string, words: readonly Word[]): Word | undefined {
  const value = textAt(from, member)?.toUpperCase();
  if (value === undefined || value === '') return undefined;
  const found = words.find((word) => word === value);
  if (found === undefined) throw invalid(member, `one of ${words.join(', ')}`);
  return found;
}

export function requiredWordAt<Word extends string>(from: Mapping, member: string, words: readonly Word[]): Word {
  const word = wordAt(from, member, words);
  if (word === undefined) throw new ServiceError('BadRequestException', `${member} must be given: one of ${words.join(', ')}`, 400);
  return word;
}

function invalid(member: string, expected: string): ServiceError {
  return new ServiceError('BadRequestException', `${member} must be ${expected}`, 400);
}

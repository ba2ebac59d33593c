import type { Value } from '@gatewright/template';

export type Members = { readonly [member: string]: Value };

export function membersOf(value: Value | undefined): Members {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {};
}

export function listOf(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function textOf(value: Value | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

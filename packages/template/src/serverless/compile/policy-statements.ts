import { copyPlaces } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { asText } from '../as-text.ts';

/**
 * Statements of a policy as Serverless's validation leaves them: a single action or principal is a list of one, and a list of
 * one resource is that resource.
 */
export function policyStatements(written: readonly Value[]): Value[] {
  return copyPlaces(
    written,
    written.map((it) => (isMapping(it) ? membersOf(it, statementMember) : it)),
  );
}

function statementMember(name: string, value: Value): Value {
  if (name === 'Action' || name === 'NotAction') return listOf(value);
  if (name === 'Resource' || name === 'NotResource') return onlyItem(value);
  if ((name === 'Principal' || name === 'NotPrincipal') && isMapping(value)) return membersOf(value, principalMember);
  return name === 'Sid' ? asText(value) : value;
}

function principalMember(name: string, value: Value): Value {
  return name === 'AWS' && value === '*' ? value : listOf(value);
}

function listOf(value: Value): Value {
  return typeof value === 'string' ? [value] : value;
}

/** All resources, `*`, stay as they were written. */
function onlyItem(value: Value): Value {
  if (typeof value === 'number') return String(value);
  if (!Array.isArray(value) || value.length !== 1) return value;
  const [only] = value;
  return typeof only === 'string' && only !== '*' ? only : value;
}

function membersOf(mapping: { readonly [member: string]: Value }, member: (name: string, value: Value) => Value): Value {
  return copyPlaces(mapping, Object.fromEntries(Object.entries(mapping).map(([name, value]) => [name, member(name, value)])));
}

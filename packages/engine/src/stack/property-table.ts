import { type Diagnostic, nearestName, placeOfKey, placeOfMember, type Value } from '@gatewright/template';
import type { PropertyRule, PropertyTable } from './resource-provider.ts';

/** Judges every property a resource writes against its provider's table. Values are not looked at; they may be intrinsic functions. */
export function checkProperties(
  type: string,
  logicalId: string,
  properties: Value | undefined,
  table: PropertyTable,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  checkMembers(properties, table, type, logicalId, diagnostics);
  return diagnostics;
}

function checkMembers(value: Value | undefined, table: PropertyTable, path: string, logicalId: string, diagnostics: Diagnostic[]): void {
  if (!isObject(value)) return;
  const members = Object.keys(value);
  // `{ Ref: ... }` and `{ "Fn::If": ... }` stand for a value that is known only when the stack is made.
  if (members.length === 1 && (members[0] === 'Ref' || members[0]?.startsWith('Fn::'))) {
    checkIntrinsic(value, table, path, logicalId, diagnostics);
    return;
  }
  for (const member of members) {
    const rule = Object.hasOwn(table, member) ? table[member] : undefined;
    const at = placeOfKey(value, member);
    if (rule === undefined) {
      const nearest = nearestName(member, Object.keys(table));
      diagnostics.push({
        code: 'UNKNOWN_PROPERTY',
        severity: 'error',
        message: `"${logicalId}": ${path} has no property "${member}".`,
        at,
        hint: nearest ? `Did you mean "${nearest}"?` : 'Remove it, or move it to where it belongs.',
      });
    } else if (rule === 'unsupported') {
      // Generators write `Policy: ''` where there is none: an empty value asks for nothing.
      if (value[member] === '' || value[member] === null) continue;
      diagnostics.push({
        code: 'UNSUPPORTED_PROPERTY',
        severity: 'error',
        unsupported: true,
        message: `"${logicalId}": gatewright does not honour ${path}'s property "${member}" yet; AWS does.`,
        at: at ?? placeOfMember(value, member),
        hint: 'Remove it for local runs, or accept the difference with --allow-unsupported.',
      });
    } else checkRule(value[member], rule, `${path}.${member}`, logicalId, diagnostics);
  }
}

function checkRule(value: Value | undefined, rule: PropertyRule, path: string, logicalId: string, diagnostics: Diagnostic[]): void {
  if (typeof rule === 'string' || value === undefined) return;
  if (isList(rule)) {
    if (Array.isArray(value)) for (const item of value as readonly Value[]) checkMembers(item, rule[0], path, logicalId, diagnostics);
    else checkMembers(value, rule[0], path, logicalId, diagnostics);
  } else checkMembers(value, rule, path, logicalId, diagnostics);
}

function checkIntrinsic(
  value: { readonly [member: string]: Value },
  table: PropertyTable,
  path: string,
  logicalId: string,
  diagnostics: Diagnostic[],
): void {
  const branches = value['Fn::If'];
  if (!Array.isArray(branches)) return;
  for (const branch of branches.slice(1) as readonly Value[]) {
    for (const item of Array.isArray(branch) ? (branch as readonly Value[]) : [branch])
      checkMembers(item, table, path, logicalId, diagnostics);
  }
}

function isObject(value: Value | undefined): value is { readonly [member: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(rule: PropertyTable | readonly [PropertyTable]): rule is readonly [PropertyTable] {
  return Array.isArray(rule);
}

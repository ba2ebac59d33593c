import { type Diagnostic, placeOf, type Value } from '@gatewright/template';
import { type RequiredProperties, requiredProperties } from './required-properties.generated.ts';
import type { PropertyRule, PropertyTable } from './resource-provider.ts';

type Mapping = { readonly [member: string]: Value };
type Place = Diagnostic['at'];

/**
 * What a resource lacks that CloudFormation requires of its type: AWS then refuses to create it. What has no effect on this machine (a
 * function's Role) only warns.
 *
 * @param at the line of the resource, for one without properties
 */
export function checkRequired(
  {
    type,
    logicalId,
    properties,
    at,
  }: { readonly type: string; readonly logicalId: string; readonly properties: Value; readonly at: Place },
  table: PropertyTable,
): readonly Diagnostic[] {
  const required = Object.hasOwn(requiredProperties, type) ? requiredProperties[type] : undefined;
  const diagnostics: Diagnostic[] = [];
  const lacks = (path: string, names: readonly string[], severity: 'error' | 'warning', place: Place): void => {
    if (names.length === 0) return;
    const owner = path === type ? path : `${path.slice(type.length + 1)} of ${type}`;
    const list = names.map((it) => `"${it}"`).join(' and ');
    diagnostics.push({
      code: 'MISSING_PROPERTY',
      severity,
      message: `"${logicalId}": ${owner} requires ${list}; AWS refuses to create it without.`,
      at: place,
      hint: `Add ${names.join(', ')}.`,
    });
  };
  const check = (value: Value | undefined, needs: RequiredProperties, rule: PropertyRule | undefined, path: string, above: Place): void => {
    if (Array.isArray(value)) {
      for (const item of value) check(item, needs, rule, path, above);
      return;
    }
    if (!isMapping(value)) return;
    const place = placeOf(value) ?? above;
    const [only, ...others] = Object.keys(value);
    const branches = only === 'Fn::If' && others.length === 0 ? value['Fn::If'] : undefined;
    if (Array.isArray(branches)) {
      for (const branch of branches.slice(1)) check(branch, needs, rule, path, place);
      return;
    }
    // What an intrinsic function gives is known only when the stack is made.
    if (Object.keys(value).some((it) => it === 'Ref' || it.startsWith('Fn::'))) return;
    const rules = tableOf(rule);
    // Of what is not run here, nothing is judged beyond its name.
    if (rules === undefined) return;
    const missing = (needs.required ?? []).filter((it) => value[it] === undefined);
    const harmless = missing.filter((it) => Object.hasOwn(rules, it) && rules[it] === 'noLocalEffect');
    const needed = missing.filter((it) => !harmless.includes(it));
    lacks(path, needed, 'error', place);
    lacks(path, harmless, 'warning', place);
    for (const [name, below] of Object.entries(needs.members ?? {})) {
      if (Object.hasOwn(rules, name)) check(value[name], below, rules[name], `${path}.${name}`, place);
    }
  };
  if (required) check(properties, required, table, type, at);
  return diagnostics;
}

function tableOf(rule: PropertyRule | undefined): PropertyTable | undefined {
  if (rule === undefined || rule === 'noLocalEffect' || rule === 'unsupported') return undefined;
  if (rule === 'honoured') return {};
  return isList(rule) ? rule[0] : rule;
}

function isList(rule: PropertyTable | readonly [PropertyTable]): rule is readonly [PropertyTable] {
  return Array.isArray(rule);
}

function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { validationError } from '../../../protocol/shape.ts';
import type { Condition } from '../expressions/condition.ts';
import { attributesRead } from '../expressions/condition-checks.ts';
import type { ConditionNode } from '../expressions/condition-syntax.ts';
import type { KeyComparison, KeyOperator } from '../expressions/key-condition.ts';
import type { PlaceholderValues } from '../expressions/placeholders.ts';
import { hasMultiAttributeKey, type Index, type KeySchema, keyAttributes } from '../tables/table.ts';
import { type AttributeValue, attribute, type Item, sameValue, setAttribute } from '../values/attribute-value.ts';

/** The conditions of a WHERE that must all hold. */
export function conjuncts(where: ConditionNode | undefined): readonly ConditionNode[] {
  if (where === undefined) return [];
  return where.kind === 'AND' ? where.conditions.flatMap(conjuncts) : [where];
}

/** The condition that all of these are together. */
export function allOf(conditions: readonly ConditionNode[], values: PlaceholderValues): Condition | undefined {
  const [first, ...others] = conditions;
  if (!first) return undefined;
  const root: ConditionNode = others.length > 0 ? { kind: 'AND', conditions } : first;
  return { root, values, attributeNames: attributesRead(root), nestedAttributeNames: [] };
}

const turnedRound: { readonly [operator: string]: KeyOperator } = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const searchable: readonly string[] = ['=', '<', '<=', '>', '>=', 'BETWEEN', 'begins_with'];

/** What a condition says of one attribute, when it is of the kind that a key can be searched by; IN as well. */
export function keyComparison(node: ConditionNode, values: PlaceholderValues): KeyComparison | InComparison | undefined {
  if (node.kind !== 'comparison' && node.kind !== 'function') return undefined;
  const operands = node.kind === 'comparison' ? [node.operand, ...node.others] : node.operands;
  const known = operands.flatMap((it) => (it.kind === 'value' ? (values[it.placeholder] ?? []) : []));
  const path = operands.find((it) => it.kind === 'path');
  const name = path?.kind === 'path' && path.path.length === 1 ? path.path[0] : undefined;
  if (typeof name !== 'string' || known.length !== operands.length - 1) return undefined;
  const written = node.kind === 'comparison' ? node.operator : node.name;
  if (operands[0] !== path) {
    const operator = turnedRound[written];
    return operator && { attributeName: name, operator, values: known };
  }
  if (written === 'IN') return { attributeName: name, operator: 'IN', values: known };
  const operator = searchable.find((it): it is KeyOperator => it === written);
  return operator && { attributeName: name, operator, values: known };
}

export interface InComparison {
  readonly attributeName: string;
  readonly operator: 'IN';
  readonly values: readonly AttributeValue[];
}

export interface KeyAndRest {
  /** Undefined when the WHERE does not give every key attribute one value. */
  readonly key: Item | undefined;
  readonly rest: readonly ConditionNode[];
  /** The first key attribute that is to equal two values; the key has the first of them. */
  readonly contradicted: string | undefined;
}

/** Takes the key of one item out of a WHERE. What it says again of a key attribute, in the same words, is no further condition. */
export function keyAndRest(where: ConditionNode | undefined, keySchema: KeySchema, values: PlaceholderValues): KeyAndRest {
  const names = keyAttributes(keySchema).map(({ name }) => name);
  const key: { [name: string]: AttributeValue } = {};
  const rest: ConditionNode[] = [];
  let contradicted: string | undefined;
  for (const node of conjuncts(where)) {
    const comparison = keyComparison(node, values);
    const [value] = comparison?.values ?? [];
    const name = comparison?.attributeName ?? '';
    const before = attribute(key, name);
    const isKey = comparison?.operator === '=' && value !== undefined && names.includes(name);
    if (isKey && (!before || sameValue(before, value))) setAttribute(key, name, value);
    else rest.push(node);
    if (isKey && before && !sameValue(before, value)) contradicted ??= name;
  }
  return { key: names.every((name) => Object.hasOwn(key, name)) ? key : undefined, rest, contradicted };
}

/** @throws ServiceError ValidationException @source dynamodb-conformance, recorded from AWS, 2026-10 */
export function checkStatementIndex({ key }: Index): void {
  if (hasMultiAttributeKey(key)) {
    throw validationError('PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.');
  }
}

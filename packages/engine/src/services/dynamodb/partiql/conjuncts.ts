import type { Condition } from '../expressions/condition.ts';
import type { ConditionNode, Operand } from '../expressions/condition-syntax.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import type { KeyRange } from '../expressions/key-condition.ts';
import type { PlaceholderValues } from '../expressions/placeholders.ts';
import { type KeySchema, keyAttributes } from '../tables/table.ts';
import { type AttributeValue, attributeType, type Item, setAttribute } from '../values/attribute-value.ts';

/** A where clause: what it asks, and the values its placeholders stand for. */
export interface Where {
  readonly root: ConditionNode | undefined;
  readonly values: PlaceholderValues;
}

/** The conditions that all have to hold. */
export function conjunctsOf(root: ConditionNode | undefined): readonly ConditionNode[] {
  if (!root) return [];
  return root.kind === 'AND' ? root.conditions.flatMap(conjunctsOf) : [root];
}

/** The attribute that a condition compares with values. */
export function comparedAttribute(node: ConditionNode): string | undefined {
  if (node.kind === 'comparison' && node.others.every(({ kind }) => kind === 'value')) return nameOf(node.operand);
  return node.kind === 'function' && node.name === 'begins_with' && node.operands[0] ? nameOf(node.operands[0]) : undefined;
}

function nameOf(operand: Operand): string | undefined {
  const first = operand.kind === 'path' && operand.path.length === 1 ? operand.path[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

function valuesOf(operands: readonly Operand[], values: PlaceholderValues): readonly AttributeValue[] {
  return operands.flatMap((it) => (it.kind === 'value' ? (values[it.placeholder] ?? []) : []));
}

/** The value that an attribute is said to be equal to. */
export function equalValue({ root, values }: Where, name: string): AttributeValue | undefined {
  return valuesOf(
    equalities(root, name).flatMap((it) => it.others),
    values,
  )[0];
}

function equalities(root: ConditionNode | undefined, name: string): { readonly others: readonly Operand[] }[] {
  return conjunctsOf(root).flatMap((it) => (it.kind === 'comparison' && it.operator === '=' && comparedAttribute(it) === name ? [it] : []));
}

/** The key that a where clause says the item has, when it says all of it. */
export function keyOf(where: Where, key: KeySchema): Item | undefined {
  const found: { [name: string]: AttributeValue } = {};
  for (const { name } of keyAttributes(key)) {
    const value = equalValue(where, name);
    if (!value) return undefined;
    setAttribute(found, name, value);
  }
  return found;
}

/** What a where clause asks besides the key: of each key attribute the first equality is left out. */
export function conditionBesides({ root, values }: Where, key: KeySchema): Condition | undefined {
  const said = keyAttributes(key).map(({ name }) => equalities(root, name)[0]);
  const rest = conjunctsOf(root).filter((it) => !said.some((one) => one === it));
  return rest.length === 0 ? undefined : conditionOf({ kind: 'AND', conditions: rest }, values);
}

export function conditionOf(root: ConditionNode, values: PlaceholderValues): Condition {
  const paths = pathsOf(root);
  const names = (some: readonly DocumentPath[]): string[] => [...new Set(some.map(([name]) => String(name)))];
  return { root, values, attributeNames: names(paths), nestedAttributeNames: names(paths.filter((path) => path.length > 1)) };
}

/** What of a partition the sort key's first usable condition leaves. */
export function sortRange({ root, values }: Where, { name, type }: { readonly name: string; readonly type: string }): KeyRange['sort'] {
  for (const node of conjunctsOf(root)) {
    if (comparedAttribute(node) !== name) continue;
    const bounds = boundsOf(node, values);
    if (bounds?.values.every((value) => attributeType(value) === type)) return bounds;
  }
  return undefined;
}

function boundsOf(node: ConditionNode, values: PlaceholderValues): KeyRange['sort'] {
  if (node.kind === 'comparison' && node.operator !== '<>' && node.operator !== 'IN') {
    return { operator: node.operator, values: valuesOf(node.others, values) };
  }
  if (node.kind === 'function') return { operator: 'begins_with', values: valuesOf(node.operands.slice(1), values) };
  return undefined;
}

/** Every path that a condition reads. */
export function pathsOf(node: ConditionNode): readonly DocumentPath[] {
  switch (node.kind) {
    case 'AND':
    case 'OR':
      return node.conditions.flatMap(pathsOf);
    case 'NOT':
      return pathsOf(node.condition);
    case 'comparison':
      return [node.operand, ...node.others].flatMap(pathsOfOperand);
    default:
      return pathsOfOperand(node);
  }
}

function pathsOfOperand(operand: Operand): readonly DocumentPath[] {
  if (operand.kind === 'path') return [operand.path];
  return operand.kind === 'function' ? operand.operands.flatMap(pathsOfOperand) : [];
}

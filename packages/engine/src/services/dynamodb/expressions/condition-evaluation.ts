import { type AttributeValue, attributeType, type Item, sameValue } from '../values/attribute-value.ts';
import { areComparable, compareValues } from '../values/compare-values.ts';
import { binarySizeBytes } from '../values/item-size.ts';
import type { Comparison, ConditionNode, FunctionCall, Operand } from './condition-syntax.ts';
import { valueAt } from './document-path.ts';
import type { PlaceholderValues } from './placeholders.ts';

/** Whether the item satisfies a checked condition. What is not there, or has no order, satisfies no comparison but `<>`. */
export function evaluateCondition(node: ConditionNode, item: Item, values: PlaceholderValues): boolean {
  switch (node.kind) {
    case 'AND':
      return node.conditions.every((it) => evaluateCondition(it, item, values));
    case 'OR':
      return node.conditions.some((it) => evaluateCondition(it, item, values));
    case 'NOT':
      return !evaluateCondition(node.condition, item, values);
    case 'comparison':
      return compare(node, item, values);
    case 'function':
      return test(node, item, values);
  }
}

function evaluate(operand: Operand | undefined, item: Item, values: PlaceholderValues): AttributeValue | undefined {
  if (operand === undefined) return undefined;
  if (operand.kind === 'path') return valueAt(item, operand.path);
  if (operand.kind === 'value') return values[operand.placeholder];
  const size = sizeOf(evaluate(operand.operands[0], item, values));
  return size === undefined ? undefined : { N: String(size) };
}

/** What the function `size` answers: bytes of a string or binary, elements of the rest; scalars have none. */
function sizeOf(value: AttributeValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  if ('S' in value) return Buffer.byteLength(value.S, 'utf8');
  if ('B' in value) return binarySizeBytes(value.B);
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  return 'BS' in value ? value.BS.length : undefined;
}

function compare({ operator, operand, others }: Comparison, item: Item, values: PlaceholderValues): boolean {
  const left = evaluate(operand, item, values);
  if (operator === 'IN') return left !== undefined && others.some((it) => equal(left, evaluate(it, item, values)));
  const right = evaluate(others[0], item, values);
  switch (operator) {
    case '=':
      return equal(left, right);
    case '<>':
      return !equal(left, right);
    case 'BETWEEN':
      return ordered(left, right, (it) => it >= 0) && ordered(left, evaluate(others[1], item, values), (it) => it <= 0);
    case '<':
      return ordered(left, right, (it) => it < 0);
    case '<=':
      return ordered(left, right, (it) => it <= 0);
    case '>':
      return ordered(left, right, (it) => it > 0);
    case '>=':
      return ordered(left, right, (it) => it >= 0);
  }
}

function equal(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  return left !== undefined && right !== undefined && sameValue(left, right);
}

function ordered(left: AttributeValue | undefined, right: AttributeValue | undefined, accept: (order: number) => boolean): boolean {
  return left !== undefined && right !== undefined && areComparable(left, right) && accept(compareValues(left, right));
}

function test({ name, operands }: FunctionCall, item: Item, values: PlaceholderValues): boolean {
  const first = evaluate(operands[0], item, values);
  if (name === 'attribute_exists') return first !== undefined;
  if (name === 'attribute_not_exists') return first === undefined;
  const second = evaluate(operands[1], item, values);
  if (first === undefined || second === undefined) return false;
  if (name === 'attribute_type') return 'S' in second && second.S === attributeType(first);
  return name === 'begins_with' ? beginsWith(first, second) : contains(first, second);
}

export function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  if (!('B' in value && 'B' in prefix)) return false;
  const bytes = Buffer.from(prefix.B, 'base64');
  return Buffer.from(value.B, 'base64').subarray(0, bytes.length).equals(bytes);
}

/** Whether a string or binary has a part, or a set or list an element. */
export function contains(value: AttributeValue, element: AttributeValue): boolean {
  if ('L' in value) return value.L.some((it) => sameValue(it, element));
  if ('S' in element) return 'S' in value ? value.S.includes(element.S) : 'SS' in value && value.SS.includes(element.S);
  if ('N' in element) return 'NS' in value && value.NS.includes(element.N);
  if (!('B' in element)) return false;
  if ('B' in value) return Buffer.from(value.B, 'base64').includes(Buffer.from(element.B, 'base64'));
  return 'BS' in value && value.BS.includes(element.B);
}

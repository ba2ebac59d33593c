import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { type KeyAttribute, type KeySchema, keyAttributes, partitionAttributes, sortAttributes } from '../tables/table.ts';
import { type AttributeValue, attributeType } from '../values/attribute-value.ts';
import { invalidParameterValue } from '../values/invalid-parameter.ts';
import { parseConditionSyntax } from './condition.ts';
import type { ConditionNode, Operand } from './condition-syntax.ts';
import type { ExpressionScope } from './expression-scope.ts';
import type { PlaceholderValues } from './placeholders.ts';

export type KeyOperator = '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with';

/** Conditions on attributes that must prove to be a key's: see `bindKeyCondition`. */
export interface KeyCondition {
  readonly comparisons: readonly KeyComparison[];
}

export interface KeyComparison {
  readonly attributeName: string;
  /** Undefined for one of KeyConditions that no key can be searched by. */
  readonly operator: KeyOperator | undefined;
  /** One value; two for BETWEEN. */
  readonly values: readonly AttributeValue[];
}

/** What of an index or table a query reads. */
export interface KeyRange {
  /** The values of the partition's attributes: one, or several where a global index's key has them. */
  readonly partition: readonly AttributeValue[];
  /** Values that the first sort attributes are equal to, when the condition is on a later one. */
  readonly sortEqual: readonly AttributeValue[];
  readonly sort?: { readonly operator: KeyOperator; readonly values: readonly AttributeValue[] } | undefined;
}

/**
 * Parses a key condition. That it is one of the few that a query can use is checked with `scope.checkUnused()`, as AWS does
 * after it has parsed every expression: read `comparisons` only then.
 *
 * @throws ServiceError ValidationException
 */
export function parseKeyCondition(scope: ExpressionScope, text: string): KeyCondition {
  const { root } = parseConditionSyntax(scope, 'KeyConditionExpression', text);
  const comparisons: KeyComparison[] = [];
  scope.checkLast(() => {
    collectComparisons(root, scope.values, comparisons);
  });
  return { comparisons };
}

/**
 * How many conditions KeyConditions may hold: two, and for a key of more attributes as many as it has.
 * @throws ServiceError ValidationException
 * @source Moto's tests of keys of several attributes, verified on AWS
 */
export function checkComparisonCount({ comparisons }: KeyCondition, keyLength: number): void {
  if (comparisons.length < 1 || comparisons.length > Math.max(2, keyLength)) {
    throw validationError('Conditions can be of length 1 or 2 only');
  }
}

function collectComparisons(node: ConditionNode, values: PlaceholderValues, comparisons: KeyComparison[]): void {
  if (node.kind === 'AND') {
    for (const condition of node.conditions) collectComparisons(condition, values, comparisons);
    return;
  }
  const comparison = comparisonOf(node, values);
  if (comparisons.some(({ attributeName }) => attributeName === comparison.attributeName)) {
    throw validationError('Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key');
  }
  comparisons.push(comparison);
}

function comparisonOf(node: ConditionNode, values: PlaceholderValues): KeyComparison {
  if (node.kind === 'NOT' || 'conditions' in node) throw invalidOperator(node.kind);
  if (node.kind === 'function') {
    if (node.name !== 'begins_with') throw invalidOperator(node.name);
    return bindOperands('begins_with', node.operands, values);
  }
  if (node.operator === 'IN' || node.operator === '<>') throw invalidOperator(node.operator);
  return bindOperands(node.operator, [node.operand, ...node.others], values);
}

function invalidOperator(operator: string): ServiceError {
  return validationError(`Invalid operator used in KeyConditionExpression: ${operator}`);
}

/** A comparison may be turned round, `:least <= key`; BETWEEN and begins_with not. */
const turnedRound: { readonly [operator in KeyOperator]: KeyOperator | undefined } = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  BETWEEN: undefined,
  begins_with: undefined,
};

function bindOperands(operator: KeyOperator, operands: readonly Operand[], placeholderValues: PlaceholderValues): KeyComparison {
  let name: string | undefined;
  let bound: KeyOperator = operator;
  const values: AttributeValue[] = [];
  for (const [at, operand] of operands.entries()) {
    if (operand.kind === 'function') throw validationError('KeyConditionExpressions cannot contain nested operations');
    if (operand.kind === 'path') {
      if (name !== undefined) throw invalidCondition('Multiple attribute names used in one condition');
      if (operand.path.length > 1) throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
      name = String(operand.path[0]);
    } else {
      const value = placeholderValues[operand.placeholder];
      if (value) values.push(value);
      if (at > 0) continue;
      const turned = turnedRound[operator];
      if (!turned) throw invalidCondition(`${operator} operator must have the key attribute as its first operand`);
      bound = turned;
    }
  }
  if (name === undefined) throw invalidCondition('No key attribute specified');
  return { attributeName: name, operator: bound, values };
}

function invalidCondition(message: string): ServiceError {
  return validationError(`Invalid condition in KeyConditionExpression: ${message}`);
}

/**
 * Fits the condition to the key of the table or index queried.
 *
 * @throws ServiceError ValidationException, in AWS's order: more conditions than the key has attributes, a key attribute without
 * condition, a condition that is no key attribute's, one that no key can be searched by, a value of another type than the key's, a
 * partition not told by `=`
 */
export function bindKeyCondition({ comparisons }: KeyCondition, key: KeySchema): KeyRange {
  const attributeCount = keyAttributes(key).length;
  if (comparisons.length > attributeCount) {
    throw validationError(
      `The number of query conditions (${comparisons.length}) exceeds the number of key attributes defined in the schema (${attributeCount})`,
    );
  }
  const on = ({ name }: KeyAttribute): KeyComparison | undefined => comparisons.find(({ attributeName }) => attributeName === name);
  const partition = partitionAttributes(key).map((it) => {
    const comparison = on(it);
    if (!comparison) throw missingElement(it.name);
    return { ...it, comparison };
  });
  const sorts = sortAttributes(key).flatMap((it) => {
    const comparison = on(it);
    return comparison ? [{ ...it, comparison }] : [];
  });
  if (partition.length + sorts.length < comparisons.length) {
    const missing = sortAttributes(key).find((it) => !on(it));
    if (missing) throw missingElement(missing.name);
  }
  const values = partition.map(({ type, comparison }) => {
    const operator = searchable(comparison, type);
    return operator === '=' ? comparison.values[0] : undefined;
  });
  const sortOperators = sorts.map(({ type, comparison }) => searchable(comparison, type));
  checkSortConditions(key, sorts);
  const last = sorts.at(-1);
  const lastOperator = sortOperators.at(-1);
  return {
    partition: values.map((value) => {
      if (!value) throw validationError('Query key condition not supported');
      return value;
    }),
    sortEqual: sorts.slice(0, -1).flatMap(({ comparison }) => comparison.values),
    ...(last && lastOperator && { sort: { operator: lastOperator, values: last.comparison.values } }),
  };
}

/** Only the last sort attribute that has a condition may have another than `=`, and none before it may be left out. */
function checkSortConditions(key: KeySchema, sorts: readonly { readonly name: string; readonly comparison: KeyComparison }[]): void {
  const last = sorts.at(-1)?.name;
  const attributes = sortAttributes(key);
  const position = attributes.findIndex(({ name }) => name === last);
  const before = attributes.slice(0, Math.max(position, 0));
  const wrong = before.filter(({ name }) => !sorts.some((it) => it.name === name && it.comparison.operator === '='));
  if (wrong.length === 0) return;
  throw validationError(
    `RANGE key attributes ${wrong.map(({ name }) => name).join(', ')} must have equality conditions specified in the query because a condition is present on key attribute ${last}`,
  );
}

function missingElement(name: string): ServiceError {
  return validationError(`Query condition missed key schema element: ${name}`);
}

function searchable({ attributeName, operator, values }: KeyComparison, type: string): KeyOperator {
  if (!operator) throw validationError('Attempted conditional constraint is not an indexable operation');
  if (values.some((value) => attributeType(value) !== type)) {
    throw invalidParameterValue('Condition parameter type does not match schema type');
  }
  for (const value of values) {
    const empty = 'S' in value && value.S === '' ? 'string' : 'B' in value && value.B === '' ? 'binary' : undefined;
    if (empty) {
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${attributeName}`,
      );
    }
  }
  return operator;
}

import { validationError } from '../../../protocol/shape.ts';
import {
  type AttributeType,
  type AttributeValue,
  attributeType,
  checkAttributeValue,
  checkNameLength,
  type WireAttributeValue,
} from '../values/attribute-value.ts';
import { compareValues } from '../values/compare-values.ts';
import { invalidParameterValue } from '../values/invalid-parameter.ts';
import type { Condition } from './condition.ts';
import type { ConditionNode, FunctionCall, Operand, PathOperand } from './condition-syntax.ts';
import { checkComparisonCount, type KeyCondition, type KeyOperator } from './key-condition.ts';
import { checkPlaceholdersWanted } from './placeholders.ts';
import type { Projection } from './projection.ts';
import type { Update } from './update.ts';
import type { UpdateAction } from './update-syntax.ts';

/**
 * The parameters that expressions have replaced and that still work: they are brought to the same form as expressions.
 *
 * @source "Legacy conditional parameters", developer guide; the tests of dynalite and of scylladb's alternator, run on AWS, for
 * wording and order
 */
export interface ExpectedParameter {
  readonly [attributeName: string]: {
    readonly Value?: WireAttributeValue | undefined;
    readonly Exists?: boolean | undefined;
    readonly ComparisonOperator?: string | undefined;
    readonly AttributeValueList?: readonly WireAttributeValue[] | undefined;
  };
}
export interface ConditionsParameter {
  readonly [attributeName: string]: {
    readonly ComparisonOperator?: string | undefined;
    readonly AttributeValueList?: readonly WireAttributeValue[] | undefined;
  };
}
export interface AttributeUpdatesParameter {
  readonly [attributeName: string]: { readonly Value?: WireAttributeValue | undefined; readonly Action?: string | undefined };
}

/** In the order of AWS's sentence. KeyConditions goes with other expressions, but not with its own successor. */
const nonExpressionParameters = ['AttributesToGet', 'AttributeUpdates', 'QueryFilter', 'ScanFilter', 'Expected', 'ConditionalOperator'];
const expressionParameters = [
  'ProjectionExpression',
  'UpdateExpression',
  'FilterExpression',
  'ConditionExpression',
  'KeyConditionExpression',
];
const judgedParameters = new Set([
  ...nonExpressionParameters,
  ...expressionParameters,
  'KeyConditions',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
]);

/**
 * Refuses a request with parameters of both kinds, or with parts of one kind that want another.
 *
 * @param expressions the expression parameters that the operation takes, to refuse placeholders without any of them as early as
 * AWS does
 * @throws ServiceError ValidationException `Can not use both expression and non-expression parameters in the same request: ...`
 */
export function checkParameterKinds(request: { readonly [parameter: string]: unknown }, expressions: readonly string[] = []): void {
  if (!Object.keys(request).some((parameter) => judgedParameters.has(parameter))) return;
  const given = (parameter: string): boolean => request[parameter] !== undefined;
  const old = nonExpressionParameters.filter(given);
  if (given('KeyConditions') && given('KeyConditionExpression')) old.push('KeyConditions');
  const present = expressionParameters.filter(given);
  if (old.length > 0 && present.length > 0) {
    throw validationError(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${old.join(', ')}} Expression parameters: {${present.join(', ')}}`,
    );
  }
  if (expressions.length > 0) {
    const sent = Object.fromEntries(expressions.map((it) => [it, given(it) ? String(request[it]) : undefined]));
    checkPlaceholdersWanted(objectOf(request.ExpressionAttributeNames), objectOf(request.ExpressionAttributeValues), sent);
  }
  if (given('ConditionalOperator')) checkConditionalOperator(request);
}

function objectOf(parameter: unknown): object | undefined {
  return typeof parameter === 'object' && parameter !== null ? parameter : undefined;
}

function checkConditionalOperator(request: { readonly [parameter: string]: unknown }): void {
  const counts = ['Expected', 'QueryFilter', 'ScanFilter'].map((it) => Object.keys(request[it] ?? {}).length);
  const count = Math.max(...counts);
  if (count === 0) throw validationError('ConditionalOperator cannot be used without Filter or Expected');
  if (count === 1) throw validationError('ConditionalOperator can only be used when Filter or Expected has two or more elements');
}

/** `Expected` with its ConditionalOperator. @throws ServiceError ValidationException */
export function conditionOfExpected(expected: ExpectedParameter, conditionalOperator: string | undefined): Condition {
  const build = new ConditionBuilder();
  for (const [name, { Value, Exists, ComparisonOperator, AttributeValueList }] of Object.entries(expected)) {
    if (ComparisonOperator !== undefined) {
      if (Exists !== undefined) throw invalidParameterValue(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
      if (Value && AttributeValueList)
        throw invalidParameterValue(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
      const list = AttributeValueList ?? (Value ? [Value] : undefined);
      if (!list && argumentCounts(ComparisonOperator)[0] > 0) {
        throw invalidParameterValue(
          `Value or AttributeValueList must be used with ComparisonOperator: ${ComparisonOperator} for Attribute: ${name}`,
        );
      }
      build.add(name, ComparisonOperator, checkArguments(ComparisonOperator, list ?? []));
    } else if (AttributeValueList) {
      throw invalidParameterValue(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
    } else if (Exists === false) {
      if (Value) throw invalidParameterValue(`Value cannot be used when Exists is false for Attribute: ${name}`);
      build.add(name, 'NULL', []);
    } else {
      if (!Value) throw invalidParameterValue(`Value must be provided when Exists is ${Exists ?? 'null'} for Attribute: ${name}`);
      build.add(name, 'EQ', [checkAttributeValue(Value)]);
    }
  }
  return build.condition(conditionalOperator);
}

/** `QueryFilter` or `ScanFilter` with its ConditionalOperator. @throws ServiceError ValidationException */
export function conditionOfFilter(filter: ConditionsParameter, conditionalOperator: string | undefined): Condition {
  const build = new ConditionBuilder();
  for (const [name, { ComparisonOperator = '', AttributeValueList = [] }] of Object.entries(filter)) {
    build.add(name, ComparisonOperator, checkArguments(ComparisonOperator, AttributeValueList));
  }
  return build.condition(conditionalOperator);
}

/** The least and the greatest number of values that a comparison operator takes. */
function argumentCounts(operator: string): readonly [number, number] {
  if (operator === 'NULL' || operator === 'NOT_NULL') return [0, 0];
  if (operator === 'BETWEEN') return [2, 2];
  return operator === 'IN' ? [1, Number.POSITIVE_INFINITY] : [1, 1];
}

const scalars: readonly AttributeType[] = ['S', 'N', 'B'];
/** The types a comparison operator takes, where it does not take all. */
const argumentTypes: { readonly [operator: string]: readonly AttributeType[] } = {
  LT: scalars,
  LE: scalars,
  GT: scalars,
  GE: scalars,
  IN: scalars,
  BETWEEN: scalars,
  BEGINS_WITH: ['S', 'B'],
  CONTAINS: ['S', 'N', 'B', 'BOOL', 'NULL'],
  NOT_CONTAINS: ['S', 'N', 'B', 'BOOL', 'NULL'],
};

function checkArguments(operator: string, list: readonly WireAttributeValue[]): readonly AttributeValue[] {
  const values = list.map((it) => checkAttributeValue(it));
  const [least, greatest] = argumentCounts(operator);
  if (values.length < least || values.length > greatest) {
    throw invalidParameterValue(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  const types = Object.hasOwn(argumentTypes, operator) ? argumentTypes[operator] : undefined;
  for (const value of values) {
    const type = attributeType(value);
    if (types && !types.includes(type)) {
      throw invalidParameterValue(`ComparisonOperator ${operator} is not valid for ${type} AttributeValue type`);
    }
  }
  const [first, second] = values;
  if (first && values.some((it) => attributeType(it) !== attributeType(first))) {
    throw invalidParameterValue('AttributeValues inside AttributeValueList must be of same type');
  }
  if (operator === 'BETWEEN' && first && second && compareValues(first, second) > 0) {
    throw validationError('The BETWEEN condition was provided a range where the lower bound is greater than the upper bound');
  }
  return values;
}

const comparators: { readonly [operator: string]: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'IN' } = {
  EQ: '=',
  NE: '<>',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'BETWEEN',
  IN: 'IN',
};

class ConditionBuilder {
  readonly #names: string[] = [];
  readonly #conditions: ConditionNode[] = [];
  readonly #values: { [placeholder: string]: AttributeValue } = {};
  #valueCount = 0;

  add(name: string, operator: string, values: readonly AttributeValue[]): void {
    const operand: PathOperand = { kind: 'path', path: [name] };
    const others = values.map((value): Operand => {
      const placeholder = `:${this.#valueCount++}`;
      this.#values[placeholder] = value;
      return { kind: 'value', placeholder };
    });
    this.#names.push(name);
    this.#conditions.push(conditionOn(operand, operator, others));
  }

  condition(conditionalOperator: string | undefined): Condition {
    const kind = conditionalOperator === 'OR' ? 'OR' : 'AND';
    return { attributeNames: this.#names, nestedAttributeNames: [], root: { kind, conditions: this.#conditions }, values: this.#values };
  }
}

function conditionOn(operand: PathOperand, operator: string, others: readonly Operand[]): ConditionNode {
  const comparator = Object.hasOwn(comparators, operator) ? comparators[operator] : undefined;
  if (comparator) return { kind: 'comparison', operator: comparator, operand, others };
  const call = (name: string): FunctionCall => ({ kind: 'function', name, operands: [operand, ...others] });
  switch (operator) {
    case 'NULL':
      return call('attribute_not_exists');
    case 'NOT_NULL':
      return call('attribute_exists');
    case 'BEGINS_WITH':
      return call('begins_with');
    case 'CONTAINS':
      return call('contains');
    case 'NOT_CONTAINS': {
      // Unlike NE it does not hold for an attribute that is not there.
      const exists: FunctionCall = { kind: 'function', name: 'attribute_exists', operands: [operand] };
      return { kind: 'AND', conditions: [exists, { kind: 'NOT', condition: call('contains') }] };
    }
    default:
      throw new Error(`${operator} was expected to be refused as no ComparisonOperator.`);
  }
}

const keyOperators: { readonly [operator: string]: KeyOperator } = {
  EQ: '=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'BETWEEN',
  BEGINS_WITH: 'begins_with',
};

/** Of an index: four attributes of each kind. What a key of fewer allows is known with its table. */
const keyLengthMax = 8;

/** `KeyConditions`. @throws ServiceError ValidationException */
export function keyConditionOf(keyConditions: ConditionsParameter): KeyCondition {
  const comparisons = Object.entries(keyConditions).map(([attributeName, { ComparisonOperator = '', AttributeValueList = [] }]) => ({
    attributeName,
    operator: Object.hasOwn(keyOperators, ComparisonOperator) ? keyOperators[ComparisonOperator] : undefined,
    values: checkArguments(ComparisonOperator, AttributeValueList),
  }));
  checkComparisonCount({ comparisons }, keyLengthMax);
  return { comparisons };
}

/** `AttributeUpdates`. @throws ServiceError ValidationException */
export function updateOfAttributeUpdates(updates: AttributeUpdatesParameter): Update {
  const values: { [placeholder: string]: AttributeValue } = {};
  const actions = Object.entries(updates).map(([name, { Action = 'PUT', Value }], at): UpdateAction => {
    checkNameLength(name);
    const target: PathOperand = { kind: 'path', path: [name] };
    if (!Value) {
      if (Action !== 'DELETE') throw invalidParameterValue('Only DELETE action is allowed when no attribute value is specified');
      return { section: 'REMOVE', target };
    }
    const placeholder = `:${at}`;
    const value = checkAttributeValue(Value);
    values[placeholder] = value;
    if (Action === 'PUT') return { section: 'SET', target, value: { kind: 'value', placeholder } };
    const type = attributeType(value);
    if (Action === 'DELETE') {
      if (!sets.includes(type)) throw invalidParameterValue(`DELETE action with value is not supported for the type ${type}`);
      return { section: 'DELETE', target, placeholder };
    }
    if (type !== 'N' && type !== 'L' && !sets.includes(type))
      throw invalidParameterValue(`ADD action is not supported for the type ${type}`);
    return { section: 'ADD', target, placeholder };
  });
  return {
    actions,
    values,
    paths: actions.map(({ target }) => target.path),
    nestedAttributeNames: [],
    // An update of nothing makes an item of its key alone.
    createsItem: actions.length === 0 || actions.some(({ section }) => section === 'SET' || section === 'ADD'),
    typeMismatch: 'Type mismatch for attribute to update',
  };
}

const sets: readonly AttributeType[] = ['SS', 'NS', 'BS'];

/** `AttributesToGet`. @throws ServiceError ValidationException */
export function projectionOfAttributesToGet(names: readonly string[]): Projection {
  names.forEach(checkNameLength);
  const repeated = names.find((name, at) => names.indexOf(name) < at);
  if (repeated !== undefined) throw invalidParameterValue(`Duplicate value in attribute name: ${repeated}`);
  return names.map((name) => [name]);
}

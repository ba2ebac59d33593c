import type { JsonText } from '../../../protocol/json-protocol.ts';
import { boolean, integer, type ShapeType, string, validationError } from '../../../protocol/shape.ts';
import { type Condition, parseCondition } from '../expressions/condition.ts';
import { bindKeyCondition, checkComparisonCount, type KeyCondition, parseKeyCondition } from '../expressions/key-condition.ts';
import {
  type ConditionsParameter,
  checkParameterKinds,
  conditionOfFilter,
  keyConditionOf,
  projectionOfAttributesToGet,
} from '../expressions/non-expression-parameters.ts';
import { type Projection, parseProjection } from '../expressions/projection.ts';
import { checkScalarKeys } from '../items/key-check.ts';
import { pageResponse } from '../items/page-response.ts';
import { queryRange, rangeAfter } from '../items/query-range.ts';
import { readPage } from '../items/read-page.ts';
import { checkSelect, cursorPosition, needsTable, type ReadTarget, readTarget } from '../items/read-target.ts';
import { openScope } from '../items/request-expressions.ts';
import { nestedNames } from '../items/request-projection.ts';
import { checkQueryStart, checkQueryStartRest, readStartKey } from '../items/start-key.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import {
  attributeMap,
  attributesToGet,
  conditionalOperator,
  conditions,
  dynamoDbStructure,
  expressionAttributeNames,
  expressionAttributeValues,
  indexName,
  returnConsumedCapacity,
  select,
  tableName,
  unknownConditionalOperator,
} from '../shapes.ts';
import { keyAttributes } from '../tables/table.ts';
import type { Item, WireItem } from '../values/attribute-value.ts';
import { inCurrentWords } from '../values/value-refusal.ts';

const input = dynamoDbStructure('QueryInput', {
  Select: select,
  IndexName: indexName,
  ReturnConsumedCapacity: returnConsumedCapacity,
  QueryFilter: conditions,
  TableName: tableName,
  ConditionalOperator: conditionalOperator,
  AttributesToGet: attributesToGet,
  Limit: integer({ min: 1, unechoed: 'Limit' }),
  KeyConditions: conditions,
  ExclusiveStartKey: attributeMap,
  ConsistentRead: boolean,
  ScanIndexForward: boolean,
  KeyConditionExpression: string(),
  FilterExpression: string(),
  ProjectionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
  ExpressionAttributeValues: expressionAttributeValues,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query: Operation = operation('Query', input, runQuery, { told });

function runQuery(database: Database, request: ShapeType<typeof input>): JsonText {
  const { keyCondition, filter, projection, start } = inCurrentWords(() => {
    checkParameterKinds(request, ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression']);
    return readQuery(database, request);
  });
  const table = database.tables.get(request.TableName);
  const consistentRead = request.ConsistentRead ?? false;
  const target = readTarget(table, request.IndexName, consistentRead);
  if (start) checkQueryStart(target, start);
  if (request.KeyConditions) checkComparisonCount(keyCondition, keyAttributes(target.key).length);
  const keyRange = bindKeyCondition(keyCondition, target.key);
  if (start) checkQueryStartRest(target, start);
  checkFilter(target, filter, request.QueryFilter !== undefined);
  checkScalarKeys(table, [...(filter?.nestedAttributeNames ?? []), ...nestedNames(projection)]);
  const fetchFromTable = needsTable(target, request.Select, projection);

  const reverse = request.ScanIndexForward === false;
  const whole = queryRange(target.spaceId, keyRange);
  const range = start ? rangeAfter(target.spaceId, whole, cursorPosition(target, start), keyRange, reverse) : whole;
  const page = readPage(database, {
    target,
    range: { ...range, reverse },
    limit: request.Limit ?? Number.POSITIVE_INFINITY,
    filter,
    projection,
    countOnly: request.Select === 'COUNT',
    consistentRead,
    fetchFromTable,
  });
  database.meter?.returned(table.name, 'Query', page.count);
  return pageResponse(target, page, request);
}

/** An unknown ConditionalOperator is refused in the newer way, bare and before all others. @source dynamodb-conformance, 2026-10 */
function told(problems: readonly string[], { QueryFilter }: ShapeType<typeof input>): readonly string[] {
  const several = Object.keys(QueryFilter ?? {}).length > 1;
  if (several && problems.some((it) => it.includes("' at 'conditionalOperator' "))) throw validationError(unknownConditionalOperator);
  return problems;
}

interface QueryParameters {
  readonly Select?: string;
  readonly IndexName?: string;
  readonly KeyConditions?: ConditionsParameter;
  readonly QueryFilter?: ConditionsParameter;
  readonly ConditionalOperator?: string;
  readonly AttributesToGet?: readonly string[];
  readonly ExclusiveStartKey?: WireItem;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: { readonly [name: string]: string };
  readonly ExpressionAttributeValues?: WireItem;
}

interface ReadQuery {
  readonly keyCondition: KeyCondition;
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
  readonly start: Item | undefined;
}

/** Everything that can be said of the request without its table, in AWS's order. */
function readQuery(database: Database, request: QueryParameters): ReadQuery {
  const { KeyConditionExpression, FilterExpression, ProjectionExpression } = request;
  const legacyFilter = request.QueryFilter && conditionOfFilter(request.QueryFilter, request.ConditionalOperator);
  const legacyProjection = request.AttributesToGet && projectionOfAttributesToGet(request.AttributesToGet);
  const start = readStartKey(request.ExclusiveStartKey);
  const legacyKeys = request.KeyConditions && keyConditionOf(request.KeyConditions);
  const scope = openScope(database, request, { ProjectionExpression, FilterExpression, KeyConditionExpression });
  const keys = KeyConditionExpression === undefined ? undefined : parseKeyCondition(scope, KeyConditionExpression);
  const filter = FilterExpression === undefined ? undefined : parseCondition(scope, 'FilterExpression', FilterExpression);
  const projection = ProjectionExpression === undefined ? undefined : parseProjection(scope, ProjectionExpression);
  scope.checkUnused();
  // Unlike Scan's. @source Moto's tests, verified on AWS, 2026; ExtendDB's likewise
  checkSelect(request, request.IndexName, (message) => validationError(`1 validation error detected: ${message}`));
  const keyCondition = keys ?? legacyKeys;
  if (!keyCondition) {
    throw validationError('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
  }
  return { keyCondition, filter: filter ?? legacyFilter, projection: projection ?? legacyProjection, start };
}

/** @throws ServiceError ValidationException when a filter reads a key attribute of what is queried */
function checkFilter({ key }: ReadTarget, filter: Condition | undefined, legacy: boolean): void {
  for (const { name } of filter ? keyAttributes(key) : []) {
    if (filter?.attributeNames.includes(name)) {
      const parameter = legacy ? 'QueryFilter' : 'Filter Expression';
      throw validationError(`${parameter} can only contain non-primary key attributes: Primary key attribute: ${name}`);
    }
  }
}

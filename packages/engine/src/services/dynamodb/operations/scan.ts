import { boolean, integer, string, validationError } from '../../../protocol/shape.ts';
import { type Condition, parseCondition } from '../expressions/condition.ts';
import {
  type ConditionsParameter,
  checkParameterKinds,
  conditionOfFilter,
  projectionOfAttributesToGet,
} from '../expressions/non-expression-parameters.ts';
import { type Projection, parseProjection } from '../expressions/projection.ts';
import { checkScalarKeys } from '../items/key-check.ts';
import { pageResponse } from '../items/page-response.ts';
import { successor } from '../items/query-range.ts';
import { readPage } from '../items/read-page.ts';
import { checkSelect, cursorPosition, needsTable, type ReadTarget, readTarget } from '../items/read-target.ts';
import { openScope } from '../items/request-expressions.ts';
import { nestedNames } from '../items/request-projection.ts';
import { checkScanStart, readStartKey } from '../items/start-key.ts';
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
} from '../shapes.ts';
import { spaceRange } from '../tables/store-keys.ts';
import type { Item, WireItem } from '../values/attribute-value.ts';

/** Segments divide the first 12 bits of the hashes. @source dynalite, whose parallel scans were compared with AWS's */
const hashSlices = 4096;
const hashesInSlice = 2 ** 20;

const input = dynamoDbStructure('ScanInput', {
  Select: select,
  IndexName: indexName,
  ReturnConsumedCapacity: returnConsumedCapacity,
  ScanFilter: conditions,
  TableName: tableName,
  ConditionalOperator: conditionalOperator,
  AttributesToGet: attributesToGet,
  TotalSegments: integer({ min: 1, max: 1_000_000 }),
  Segment: integer({ min: 0, max: 999_999 }),
  Limit: integer({ min: 1 }),
  ExclusiveStartKey: attributeMap,
  ConsistentRead: boolean,
  FilterExpression: string(),
  ProjectionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
  ExpressionAttributeValues: expressionAttributeValues,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan: Operation = operation('Scan', input, (database, request) => {
  checkParameterKinds(request, ['ProjectionExpression', 'FilterExpression']);
  const { filter, projection, start } = readScan(database, request);
  const table = database.tables.get(request.TableName);
  const consistentRead = request.ConsistentRead ?? false;
  const target = readTarget(table, request.IndexName, consistentRead);
  if (start) checkScanStart(target, start);
  checkScalarKeys(table, [...(filter?.nestedAttributeNames ?? []), ...nestedNames(projection)]);
  const fetchFromTable = needsTable(target, request.Select, projection);
  const page = readPage(database, {
    target,
    range: scanRange(target, start, request),
    limit: request.Limit ?? Number.POSITIVE_INFINITY,
    filter,
    projection,
    countOnly: request.Select === 'COUNT',
    consistentRead,
    fetchFromTable,
  });
  database.meter?.returned(table.name, 'Scan', page.count);
  return pageResponse(target, page, request);
});

interface SegmentParameters {
  readonly Segment?: number;
  readonly TotalSegments?: number;
}

interface ScanParameters extends SegmentParameters {
  readonly Select?: string;
  readonly IndexName?: string;
  readonly ScanFilter?: ConditionsParameter;
  readonly ConditionalOperator?: string;
  readonly AttributesToGet?: readonly string[];
  readonly ExclusiveStartKey?: WireItem;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: { readonly [name: string]: string };
  readonly ExpressionAttributeValues?: WireItem;
}

interface ReadScan {
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
  readonly start: Item | undefined;
}

/** Everything that can be said of the request without its table, in AWS's order. */
function readScan(database: Database, request: ScanParameters): ReadScan {
  const { FilterExpression, ProjectionExpression } = request;
  const legacyFilter = request.ScanFilter && conditionOfFilter(request.ScanFilter, request.ConditionalOperator);
  const legacyProjection = request.AttributesToGet && projectionOfAttributesToGet(request.AttributesToGet);
  const start = readStartKey(request.ExclusiveStartKey);
  checkSegments(request);
  const scope = openScope(database, request, { ProjectionExpression, FilterExpression });
  const filter = FilterExpression === undefined ? undefined : parseCondition(scope, 'FilterExpression', FilterExpression);
  const projection = ProjectionExpression === undefined ? undefined : parseProjection(scope, ProjectionExpression);
  scope.checkUnused();
  checkSelect(request, request.IndexName);
  return { filter: filter ?? legacyFilter, projection: projection ?? legacyProjection, start };
}

function checkSegments({ Segment, TotalSegments }: SegmentParameters): void {
  if (Segment !== undefined && TotalSegments === undefined) {
    throw validationError('The TotalSegments parameter is required but was not present in the request when Segment parameter is present');
  }
  if (TotalSegments !== undefined && Segment === undefined) {
    throw validationError('The Segment parameter is required but was not present in the request when parameter TotalSegments is present');
  }
  if (Segment !== undefined && TotalSegments !== undefined && Segment >= TotalSegments) {
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
}

function scanRange(
  target: ReadTarget,
  start: Item | undefined,
  { Segment, TotalSegments }: SegmentParameters,
): { start: Buffer; end: Buffer } {
  const part =
    Segment === undefined || TotalSegments === undefined
      ? spaceRange(target.spaceId)
      : spaceRange(target.spaceId, sliceStart(Segment, TotalSegments), sliceStart(Segment + 1, TotalSegments));
  if (!start) return part;
  const position = cursorPosition(target, start);
  if (Segment !== undefined && (Buffer.compare(position, part.start) < 0 || Buffer.compare(position, part.end) >= 0)) {
    throw validationError(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${TotalSegments} Segment: ${Segment}`,
    );
  }
  return { start: successor(position), end: part.end };
}

function sliceStart(segment: number, totalSegments: number): number {
  return Math.ceil((hashSlices * segment) / totalSegments) * hashesInSlice;
}

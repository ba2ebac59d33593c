import { boolean, list, required, type Shape, string, validationError } from '../../../protocol/shape.ts';
import { checkParameterKinds } from '../expressions/non-expression-parameters.ts';
import { project } from '../expressions/projection.ts';
import { consumedCapacity, readUnits, usageOf } from '../items/capacity.ts';
import { type JsonParts, jsonArray, jsonMembers, jsonObject } from '../items/json-members.ts';
import { checkKey, checkScalarKeys } from '../items/key-check.ts';
import { leaveOut } from '../items/leave-out.ts';
import { nestedNames, type ProjectionParameters, readProjection } from '../items/request-projection.ts';
import { itemOf, jsonOf, sizeOf } from '../items/stored-item.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import {
  attributeMap,
  attributesToGet,
  badTableNames,
  dynamoDbMap,
  dynamoDbStructure,
  expressionAttributeNames,
  isTableName,
  returnConsumedCapacity,
} from '../shapes.ts';
import { itemKey } from '../tables/store-keys.ts';
import { checkItem, type Item, type WireItem } from '../values/attribute-value.ts';
import { inCurrentWords } from '../values/value-refusal.ts';

const keysMax = 100;
/** @source BatchGetItem: a response holds up to 16 MB; the rest comes back as UnprocessedKeys */
const responseBytesMax = 16 * 1024 * 1024;

const keysAndAttributes = dynamoDbStructure('KeysAndAttributes', {
  Keys: required(list(attributeMap)),
  AttributesToGet: attributesToGet,
  ConsistentRead: boolean,
  ProjectionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
});

const input = dynamoDbStructure('BatchGetItemInput', {
  RequestItems: requestItems(dynamoDbMap(keysAndAttributes, 'KeysAndAttributes')),
  ReturnConsumedCapacity: returnConsumedCapacity,
});

interface TableRequest extends ProjectionParameters {
  readonly Keys: readonly WireItem[];
  readonly ConsistentRead?: boolean;
}
type RequestItems = { readonly [table: string]: TableRequest };

/** AWS names these faults in ways of their own. @source dynamodb-conformance, recorded from AWS in 2026 */
function requestItems(shape: Shape<RequestItems>): Shape<RequestItems> & { readonly required: true } {
  const bound = (path: string, constraint: string): string =>
    `Value at '${path}' failed to satisfy constraint: Member must have length ${constraint}`;
  return required({
    read: shape.read,
    check(value, path, problems) {
      const tables = Object.keys(value);
      if (tables.length === 0) problems.push(bound('RequestItems', 'greater than or equal to 1'));
      for (const [table, { Keys }] of Object.entries(value)) {
        if (Keys && Keys.length > keysMax) {
          problems.push(bound(`RequestItems.${table}.member.Keys`, `less than or equal to ${keysMax}`));
        }
        if (Keys?.length === 0) problems.push(bound(`RequestItems.${table}.member.Keys`, 'greater than or equal to 1'));
      }
      if (!tables.every(isTableName)) problems.push(badTableNames(JSON.stringify(value), path));
      shape.check(value, path, problems);
    },
  });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem: Operation = operation('BatchGetItem', input, (database, request) => {
  checkParametersOfTables(Object.values(request.RequestItems));
  const wanted = Object.entries(request.RequestItems).map(([name, it]) => ({
    name,
    request: it,
    ...inCurrentWords(() => readTableRequest(database, it)),
  }));
  if (wanted.reduce((count, { keys }) => count + keys.length, 0) > keysMax)
    throw validationError('Too many items requested for the BatchGetItem call');
  const all = wanted.map((it) => ({ ...it, table: database.tables.get(it.name) }));
  for (const { table, keys, projection } of all) {
    for (const key of keys) checkKey(table, key);
    checkScalarKeys(table, nestedNames(projection));
  }
  for (const { table, keys } of all) {
    checkDistinct(keys.map((key) => itemKey(table.spaceId, table.key, key).toString('latin1')));
  }

  const responses = new Map<string, JsonParts>();
  const { served: reads, unprocessed } = leaveOut<(typeof all)[number], object>(database, all, 'read', (it) => it.request);
  const capacities: object[] = [];
  let responseBytes = 0;
  for (const { name, request: it, table, keys, projection } of reads) {
    const usage = usageOf(table);
    const found: Buffer[] = [];
    const left: Item[] = [];
    for (const key of keys) {
      const stored = database.store.get(itemKey(table.spaceId, table.key, key));
      const size = stored ? sizeOf(stored) : 0;
      if (responseBytes + size > responseBytesMax) {
        left.push(key);
        continue;
      }
      responseBytes += size;
      usage.tableUnits += readUnits(size, it.ConsistentRead ?? false);
      if (stored) found.push(projection ? Buffer.from(JSON.stringify(project(itemOf(stored), projection))) : jsonOf(stored));
    }
    database.throttle?.take(usage, 'read');
    responses.set(name, jsonArray(found));
    if (left.length > 0) unprocessed[name] = { ...it, Keys: left };
    const consumed = consumedCapacity(request.ReturnConsumedCapacity, usage);
    if (consumed) capacities.push(consumed);
  }
  return jsonMembers({
    Responses: jsonObject(responses),
    UnprocessedKeys: unprocessed,
    ConsumedCapacity: capacities.length > 0 ? capacities : undefined,
  });
});

/** What is given of one table as an expression is not to be given of another in the older way. @throws ServiceError ValidationException */
function checkParametersOfTables(requests: readonly TableRequest[]): void {
  const given = Object.assign(
    {},
    ...requests.map(({ AttributesToGet, ProjectionExpression }) => ({
      ...(AttributesToGet && { AttributesToGet }),
      ...(ProjectionExpression !== undefined && { ProjectionExpression }),
    })),
  );
  checkParameterKinds(given);
}

function readTableRequest(
  database: Database,
  request: TableRequest,
): { keys: readonly Item[]; projection: ReturnType<typeof readProjection> } {
  checkParameterKinds({ ...request }, ['ProjectionExpression']);
  const keys = request.Keys.map(checkItem);
  const projection = readProjection(database, request);
  checkDistinct(keys.map((it) => JSON.stringify(Object.entries(it).sort())));
  return { keys, projection };
}

/** @throws ServiceError ValidationException */
function checkDistinct(keys: readonly string[]): void {
  if (new Set(keys).size < keys.length) throw validationError('Provided list of item keys contains duplicates');
}

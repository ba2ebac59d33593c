import { javaText, list, required, type Shape, throwProblems, validationError } from '../../../protocol/shape.ts';
import { consumedCapacity, type TableUsage, usageOf } from '../items/capacity.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { checkItemSize } from '../items/item-limits.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { checkBatchItemKeys, checkKey } from '../items/key-check.ts';
import { leaveOut } from '../items/leave-out.ts';
import { WriteGroup } from '../items/write-group.ts';
import { type Operation, operation } from '../operation.ts';
import {
  attributeMap,
  badTableNames,
  dynamoDbMap,
  dynamoDbStructure,
  isTableName,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
} from '../shapes.ts';
import { itemKey } from '../tables/store-keys.ts';
import type { Table } from '../tables/table.ts';
import { checkItem, type Item, type WireItem } from '../values/attribute-value.ts';

const requestsMax = 25;

const writeRequest = dynamoDbStructure('WriteRequest', {
  PutRequest: dynamoDbStructure('PutRequest', { Item: required(attributeMap) }),
  DeleteRequest: dynamoDbStructure('DeleteRequest', { Key: required(attributeMap) }),
});

interface WriteRequest {
  readonly PutRequest?: { readonly Item: WireItem };
  readonly DeleteRequest?: { readonly Key: WireItem };
}
type RequestItems = { readonly [table: string]: readonly WriteRequest[] };

const input = dynamoDbStructure('BatchWriteItemInput', {
  RequestItems: requestItems(dynamoDbMap(list(writeRequest), 'WriteRequest')),
  ReturnConsumedCapacity: returnConsumedCapacity,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
});

/** Tables' names are looked at when nothing else is wrong. @throws ServiceError ValidationException */
function checkTableNames(items: RequestItems): void {
  if (!Object.keys(items).every(isTableName)) throwProblems([badTableNames(javaText(items), 'requestItems')]);
}

/** AWS states the bounds of every table's list as one constraint on the map. @source dynamodb-conformance, recorded from AWS in 2026 */
function requestItems(shape: Shape<RequestItems>): Shape<RequestItems> & { readonly required: true } {
  return required({
    read: shape.read,
    check(value, path, problems) {
      const lists = Object.values(value);
      if (lists.length === 0) {
        problems.push("Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
      }
      if (lists.some((it) => it.length === 0 || it.length > requestsMax)) {
        problems.push(
          `Value '${javaText(value)}' at '${path}' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to ${requestsMax}, Member must have length greater than or equal to 1]`,
        );
      }
      shape.check(value, path, problems);
    },
  });
}

interface Write {
  readonly key: Item;
  readonly item: Item | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const batchWriteItem: Operation = operation('BatchWriteItem', input, async (database, request) => {
  checkTableNames(request.RequestItems);
  const wanted = Object.entries(request.RequestItems).map(([name, requests]) => ({ name, writes: requests.map(readWrite) }));
  if (wanted.reduce((count, { writes }) => count + writes.length, 0) > requestsMax) {
    throw validationError('Too many items requested for the BatchWriteItem call');
  }
  const all = wanted.map((it) => ({ ...it, table: database.tables.get(it.name) }));
  const places = new Map<Write, Buffer>();
  for (const { table, writes } of all) checkWrites(table, writes, places);
  const { served: batches, unprocessed } = leaveOut(database, all, 'write', ({ name }) => request.RequestItems[name] ?? []);

  const group = new WriteGroup(database.store);
  const usages: TableUsage[] = [];
  const collections: { [table: string]: object[] } = {};
  for (const { name, table, writes } of batches) {
    const usage = usageOf(table);
    for (const write of writes) {
      const { key, item } = write;
      writeItem(group, new CurrentItem(database, table, key, places.get(write)), item, usage);
      const metrics = itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, key);
      if (metrics) collections[name] = [...(collections[name] ?? []), metrics];
    }
    database.throttle?.take(usage, 'write');
    usages.push(usage);
  }
  await group.commit();
  const capacities = usages.flatMap((usage) => consumedCapacity(request.ReturnConsumedCapacity, usage) ?? []);
  return {
    UnprocessedItems: unprocessed,
    ...(Object.keys(collections).length > 0 && { ItemCollectionMetrics: collections }),
    ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
  };
});

function readWrite({ PutRequest, DeleteRequest }: WriteRequest): Write {
  if (PutRequest && DeleteRequest) {
    throw validationError('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes');
  }
  if (PutRequest) {
    const item = checkItem(PutRequest.Item);
    checkItemSize(item);
    return { key: item, item };
  }
  if (DeleteRequest) return { key: checkItem(DeleteRequest.Key), item: undefined };
  throw validationError('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
}

/** @param places is told where in the store the items are */
function checkWrites(table: Table, writes: readonly Write[], places: Map<Write, Buffer>): void {
  const names = new Set<string>();
  for (const write of writes) {
    const { key, item } = write;
    if (item) checkBatchItemKeys(table, item);
    else checkKey(table, key);
    const place = itemKey(table.spaceId, table.key, key);
    places.set(write, place);
    names.add(place.toString('latin1'));
  }
  if (names.size < writes.length) throw validationError('Provided list of item keys contains duplicates');
}

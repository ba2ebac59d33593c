// Random operations against a plain map: the same answers, and indexes, counts and pages that agree with it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDynamoDb } from '../../src/services/dynamodb/dynamodb.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { createWorld } from '../../src/world/world.ts';

type Item = Record<string, { S: string } | { N: string }>;

const key = fc.record({ pk: fc.constantFrom('a', 'b', 'c'), sk: fc.integer({ min: -3, max: 3 }) });
const operation = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key, group: fc.option(fc.constantFrom('x', 'y')), size: fc.nat(3) }),
  fc.record({ kind: fc.constant('delete' as const), key }),
  fc.record({ kind: fc.constant('add' as const), key, by: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ kind: fc.constant('create' as const), key }),
);

test('answers as a map does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), async (operations, pageLength) => {
      const store = openMemoryStore();
      const { call } = createDynamoDb({ world: createWorld(), store });
      await call('CreateTable', {
        TableName: 'model',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'N' },
          { AttributeName: 'group', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          { IndexName: 'by-group', KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
        ],
        BillingMode: 'PAY_PER_REQUEST',
      });
      const model = new Map<string, Item>();

      const run = async (it: (typeof operations)[number]): Promise<void> => {
        const Key = { pk: { S: it.key.pk }, sk: { N: String(it.key.sk) } };
        const name = JSON.stringify(Key);
        const old = model.get(name);
        if (it.kind === 'put') {
          const Item: Item = { ...Key, ...(it.group && { group: { S: it.group } }), v: { S: 'x'.repeat(it.size) } };
          model.set(name, Item);
          const { Attributes } = await call('PutItem', { TableName: 'model', Item, ReturnValues: 'ALL_OLD' });
          expect(Attributes).toEqual(old);
        } else if (it.kind === 'delete') {
          model.delete(name);
          expect((await call('DeleteItem', { TableName: 'model', Key, ReturnValues: 'ALL_OLD' })).Attributes).toEqual(old);
        } else if (it.kind === 'add') {
          const n = old?.n && 'N' in old.n ? Number(old.n.N) : 0;
          const next: Item = { ...(old ?? Key), n: { N: String(n + it.by) } };
          model.set(name, next);
          const update = {
            UpdateExpression: 'ADD n :by',
            ExpressionAttributeValues: { ':by': { N: String(it.by) } },
            ReturnValues: 'ALL_NEW',
          };
          expect((await call('UpdateItem', { TableName: 'model', Key, ...update })).Attributes).toEqual(next);
        } else {
          if (!old) model.set(name, Key);
          const creating = call('PutItem', { TableName: 'model', Item: Key, ConditionExpression: 'attribute_not_exists(pk)' });
          const outcome = await creating.then(
            () => 'created',
            (error: Error) => error.message,
          );
          expect(outcome).toBe(old ? 'The conditional request failed' : 'created');
        }
      };
      // Half of them at once: the answers have to be those of the order they were sent in.
      await Promise.all(operations.slice(0, operations.length / 2).map(run));
      for (const it of operations.slice(operations.length / 2)) await run(it);

      const items = [...model.values()];
      const walk = async (operationName: string, input: object): Promise<Item[]> => {
        const seen: Item[] = [];
        let ExclusiveStartKey: unknown;
        do {
          const page = (await call(operationName, {
            TableName: 'model',
            Limit: pageLength,
            ...input,
            ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
          })) as { Items: Item[]; LastEvaluatedKey?: unknown };
          seen.push(...page.Items);
          ExclusiveStartKey = page.LastEvaluatedKey;
        } while (ExclusiveStartKey !== undefined);
        return seen;
      };
      const sorted = (list: Item[]): string[] => list.map((it) => JSON.stringify(Object.entries(it).sort())).sort();
      expect(sorted(await walk('Scan', {}))).toEqual(sorted(items));
      expect(sorted(await walk('Scan', { IndexName: 'by-group' }))).toEqual(sorted(items.filter((it) => it.group)));
      const numberOf = (it: Item): number => (it.sk && 'N' in it.sk ? Number(it.sk.N) : Number.NaN);
      const inPartition = items
        .filter((it) => it.pk && 'S' in it.pk && it.pk.S === 'a')
        .map(numberOf)
        .sort((a, b) => a - b);
      const query = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'a' } } };
      expect((await walk('Query', query)).map(numberOf)).toEqual(inPartition);
      expect((await walk('Query', { ...query, ScanIndexForward: false })).map(numberOf)).toEqual([...inPartition].reverse());
      const { Table } = await call('DescribeTable', { TableName: 'model' });
      expect(Table).toMatchObject({
        ItemCount: items.length,
        GlobalSecondaryIndexes: [{ ItemCount: items.filter((it) => it.group).length }],
      });
      await store.close();
    }),
    { numRuns: 40 },
  );
});

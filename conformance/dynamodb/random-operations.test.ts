// Random operations, whose answers a simple map foretells; and counters that many clients raise at once. With PEER_URL set every
// operation also goes to that implementation, and the answers must be the same: PEER_URL=http://127.0.0.1:4567 (dynalite) vitest run.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { post, type RawAnswer } from './raw-request.ts';

const peerUrl = process.env.PEER_URL;
const TableName = `random-${process.pid}`;
const table = {
  TableName,
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  ProvisionedThroughput: { ReadCapacityUnits: 10_000, WriteCapacityUnits: 10_000 },
};

let endpoint: Endpoint;
let urls: readonly string[];
beforeAll(async () => {
  endpoint = await startEndpoint();
  urls = peerUrl === undefined ? [endpoint.url] : [endpoint.url, peerUrl];
  for (const url of urls) {
    await post(url, 'CreateTable', table);
    // A peer's table may need a moment.
    await vi.waitUntil(async () => (await post(url, 'Scan', { TableName })).status === 200, { timeout: 10_000 });
  }
});
afterAll(async () => {
  for (const url of urls) await post(url, 'DeleteTable', { TableName });
  await endpoint.stop();
});

type Operation =
  | { readonly kind: 'put' | 'delete' | 'get' | 'add'; readonly pk: string; readonly sk: number; readonly value: number }
  | { readonly kind: 'putNew' | 'deleteOld'; readonly pk: string; readonly sk: number; readonly value: number }
  | { readonly kind: 'query' | 'batch'; readonly pk: string; readonly sk: number; readonly value: number };

const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom('put', 'delete', 'get', 'add', 'putNew', 'deleteOld', 'query', 'batch'),
  pk: fc.constantFrom('a', 'b', 'ü'),
  sk: fc.integer({ min: -3, max: 3 }),
  value: fc.integer({ min: -50, max: 50 }),
});

/** What each operation says of itself: the request, and what the model makes of it. */
class Model {
  readonly items = new Map<string, number>();

  run({ kind, pk, sk, value }: Operation): { operation: string; input: object; expected: unknown } {
    const name = `${pk} ${sk}`;
    const Key = { pk: { S: pk }, sk: { N: String(sk) } };
    const before = this.items.get(name);
    const Item = { ...Key, v: { N: String(value) } };
    const old = before === undefined ? undefined : { ...Key, v: { N: String(before) } };
    const request = { TableName, ReturnValues: 'ALL_OLD' };
    const replaced = (next: number | undefined): unknown => {
      if (next === undefined) this.items.delete(name);
      else this.items.set(name, next);
      return old ? { Attributes: old } : {};
    };
    const refused = { __type: expect.stringContaining('ConditionalCheckFailedException'), message: 'The conditional request failed' };
    switch (kind) {
      case 'put':
        return { operation: 'PutItem', input: { ...request, Item }, expected: replaced(value) };
      case 'putNew': {
        const expected = old ? refused : replaced(value);
        return { operation: 'PutItem', input: { ...request, Item, ConditionExpression: 'attribute_not_exists(pk)' }, expected };
      }
      case 'delete':
        return { operation: 'DeleteItem', input: { ...request, Key }, expected: replaced(undefined) };
      case 'deleteOld': {
        const condition = { ConditionExpression: 'v > :v', ExpressionAttributeValues: { ':v': { N: String(value) } } };
        const expected = before !== undefined && before > value ? replaced(undefined) : refused;
        return { operation: 'DeleteItem', input: { ...request, Key, ...condition }, expected };
      }
      case 'add': {
        const next = (before ?? 0) + value;
        this.items.set(name, next);
        const update = {
          UpdateExpression: 'ADD v :v',
          ExpressionAttributeValues: { ':v': { N: String(value) } },
          ReturnValues: 'UPDATED_NEW',
        };
        return { operation: 'UpdateItem', input: { ...request, Key, ...update }, expected: { Attributes: { v: { N: String(next) } } } };
      }
      case 'get':
        return { operation: 'GetItem', input: { TableName, Key, ConsistentRead: true }, expected: old ? { Item: old } : {} };
      case 'batch': {
        for (const each of [sk, sk + 10]) this.items.set(`${pk} ${each}`, value);
        const requests = [sk, sk + 10].map((each) => ({ PutRequest: { Item: { ...Item, sk: { N: String(each) } } } }));
        return { operation: 'BatchWriteItem', input: { RequestItems: { [TableName]: requests } }, expected: { UnprocessedItems: {} } };
      }
      case 'query': {
        const found = [...this.items].map(([key, v]) => ({ pk: key.split(' ')[0], sk: Number(key.split(' ')[1]), v }));
        const Items = found
          .filter((it) => it.pk === pk && it.sk >= sk)
          .sort((a, b) => (value < 0 ? b.sk - a.sk : a.sk - b.sk))
          .map((it) => ({ pk: { S: pk }, sk: { N: String(it.sk) }, v: { N: String(it.v) } }));
        const condition = { KeyConditionExpression: 'pk = :p AND sk >= :s', ExpressionAttributeValues: { ':p': Key.pk, ':s': Key.sk } };
        const input = { TableName, ...condition, ScanIndexForward: value >= 0, ConsistentRead: true };
        return { operation: 'Query', input, expected: { Items, Count: Items.length, ScannedCount: Items.length } };
      }
    }
  }
}

async function clear(): Promise<void> {
  for (const url of urls) {
    const { body } = await post(url, 'Scan', { TableName });
    for (const { pk, sk } of body.Items as { pk: object; sk: object }[]) await post(url, 'DeleteItem', { TableName, Key: { pk, sk } });
  }
}

test('answers random operations as a map does, and as the peer does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 40 }), async (operations) => {
      await clear();
      const model = new Model();
      for (const each of operations) {
        const { operation: name, input, expected } = model.run(each);
        for (const url of urls) expect((await post(url, name, input)).body).toEqual(expected);
      }
    }),
    { numRuns: 25 },
  );
});

test('a counter that 32 clients raise at once is exact, with and without conditions', async () => {
  const Key = { pk: { S: 'counter' }, sk: { N: '0' } };
  const one = { ':one': { N: '1' } };
  const add = (): Promise<RawAnswer> =>
    post(endpoint.url, 'UpdateItem', { TableName, Key, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: one });
  /** Reads, and writes if nobody else has in between; again until it succeeds. */
  const raise = async (): Promise<void> => {
    for (;;) {
      const { body } = await post(endpoint.url, 'GetItem', { TableName, Key, ConsistentRead: true });
      const is = (body.Item as { m?: { N: string } } | undefined)?.m?.N;
      const { status } = await post(endpoint.url, 'UpdateItem', {
        TableName,
        Key,
        UpdateExpression: 'SET m = :next',
        ConditionExpression: is === undefined ? 'attribute_not_exists(m)' : 'm = :is',
        ExpressionAttributeValues: { ':next': { N: String(Number(is ?? 0) + 1) }, ...(is !== undefined && { ':is': { N: is } }) },
      });
      if (status === 200) return;
    }
  };
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      for (let i = 0; i < 5; i++) await add();
      await raise();
    }),
  );
  const { body } = await post(endpoint.url, 'GetItem', { TableName, Key, ConsistentRead: true });
  expect(body.Item).toEqual({ ...Key, n: { N: '160' }, m: { N: '32' } });
});

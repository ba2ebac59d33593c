import { createDynamoDb, type DynamoDbService } from '../../src/services/dynamodb/dynamodb.ts';
import type { Store } from '../../src/store/store.ts';
import { createWorld } from '../../src/world/world.ts';

export const TableName = 'crash';
const indexNames = ['by-group', 'by-pair'];

export const crashTable: object = {
  TableName,
  AttributeDefinitions: ['pk', 'group', 'pair'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: indexNames.map((IndexName, at) => ({
    IndexName,
    KeySchema: [{ AttributeName: at === 0 ? 'group' : 'pair', KeyType: 'HASH' }],
    Projection: { ProjectionType: at === 0 ? 'ALL' : 'KEYS_ONLY' },
  })),
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  BillingMode: 'PAY_PER_REQUEST',
};

type Item = { readonly [name: string]: { readonly S?: string; readonly N?: string } };

/** The two items of one transaction. */
export function pairOf(id: number): readonly [Item & { readonly pk: { readonly S: string } }, Item] {
  const text = { S: 'x'.repeat(20 + ((id * 7919) % 900)) };
  const half = (side: string) => ({ pk: { S: `${side} ${id}` }, group: { S: `group ${id % 11}` }, pair: { S: String(id) }, text });
  return [half('left'), half('right')];
}

export interface CrashFindings {
  /** Numbers of acknowledged transactions that are not there, whole. */
  readonly lost: readonly number[];
  /** Numbers of transactions of which one half is there. */
  readonly torn: readonly number[];
  /** Where an index, a count, the counter or the stream does not agree with the table. */
  readonly outOfStep: readonly string[];
}

/** Holds what is on disk against what was acknowledged. */
export async function inspectTable(store: Store, acknowledged: ReadonlySet<number>): Promise<CrashFindings> {
  const dynamodb = createDynamoDb({ world: createWorld(), store });
  const items = await scan(dynamodb);
  const idsOf = (side: string): Set<number> =>
    new Set([...items.keys()].filter((pk) => pk.startsWith(side)).map((pk) => Number(pk.slice(side.length + 1))));
  const [left, right] = [idsOf('left'), idsOf('right')];
  const whole = (id: number): boolean => left.has(id) && right.has(id);
  const outOfStep: string[] = [];
  const expectSame = (what: string, is: unknown, should: unknown): void => {
    if (is !== should) outOfStep.push(`${what}: ${is}, not ${should}`);
  };
  for (const IndexName of indexNames) {
    const entries = await scan(dynamodb, IndexName);
    const name = IndexName === 'by-group' ? 'group' : 'pair';
    const indexed = [...items].filter(([, item]) => item[name]);
    expectSame(`${IndexName}, entries`, entries.size, indexed.length);
    for (const [pk, item] of indexed) expectSame(`${IndexName}, ${pk}`, entries.get(pk)?.[name]?.S, item[name]?.S);
  }
  const { Table } = (await dynamodb.call('DescribeTable', { TableName })) as { Table: { ItemCount: number; LatestStreamArn: string } };
  expectSame('ItemCount', Table.ItemCount, items.size);
  expectSame('the counter', items.get('counter')?.pairs?.N, String(left.size));
  expectSame('insertions in the stream', await insertions(dynamodb, Table.LatestStreamArn), items.size);
  return {
    lost: [...acknowledged].filter((id) => !whole(id)),
    torn: [...new Set([...left, ...right])].filter((id) => !whole(id)),
    outOfStep,
  };
}

async function scan(dynamodb: DynamoDbService, IndexName?: string): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  let ExclusiveStartKey: unknown;
  do {
    const page = await dynamodb.call('Scan', {
      TableName,
      ...(IndexName && { IndexName }),
      ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
    });
    for (const item of page.Items as Item[]) items.set(item.pk?.S ?? '', item);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items;
}

async function insertions(dynamodb: DynamoDbService, StreamArn: string): Promise<number> {
  const { StreamDescription } = (await dynamodb.call('DescribeStream', { StreamArn })) as {
    StreamDescription: { Shards: [{ ShardId: string }] };
  };
  const { ShardId } = StreamDescription.Shards[0];
  let { ShardIterator } = await dynamodb.call('GetShardIterator', { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  let count = 0;
  for (;;) {
    const { Records, NextShardIterator } = (await dynamodb.call('GetRecords', { ShardIterator })) as {
      Records: { eventName: string }[];
      NextShardIterator: string;
    };
    if (Records.length === 0) return count;
    count += Records.filter(({ eventName }) => eventName === 'INSERT').length;
    ShardIterator = NextShardIterator;
  }
}

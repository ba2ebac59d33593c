// AWS::DynamoDB::GlobalTable: the table it is in the stack's own region. How tables change is in table-provider.test.ts.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDynamoDb, type DynamoDbService } from '../../src/services/dynamodb/dynamodb.ts';
import type { Services } from '../../src/services/services.ts';
import type { ProviderContext, ResolvedProperties } from '../../src/stack/resource-provider.ts';
import { awsDynamoDbGlobalTable } from '../../src/stack/resources/aws-dynamodb-global-table.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createWorld } from '../../src/world/world.ts';

let store: Store;
let dynamodb: DynamoDbService;
const world = createWorld({ region: () => 'eu-west-1' });
beforeEach(() => {
  store = openMemoryStore();
  dynamodb = createDynamoDb({ world, store });
});
afterEach(() => store.close());

const key = (AttributeName: string) => [{ AttributeName, KeyType: 'HASH' }];
const base = {
  TableName: 'users',
  AttributeDefinitions: ['id', 'city'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: key('id'),
  GlobalSecondaryIndexes: [{ IndexName: 'byCity', KeySchema: key('city'), Projection: { ProjectionType: 'ALL' } }],
};
const scaling = (MinCapacity: number, SeedCapacity?: number) => ({ MinCapacity, MaxCapacity: 100, ...(SeedCapacity && { SeedCapacity }) });

const cases: [what: string, properties: ResolvedProperties, table: object][] = [
  [
    'as the CDK writes it',
    {
      ...base,
      BillingMode: 'PAY_PER_REQUEST',
      Replicas: [
        { Region: 'us-east-1', TableClass: 'STANDARD_INFREQUENT_ACCESS' },
        { Region: 'eu-west-1', DeletionProtectionEnabled: true },
      ],
    },
    {
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      DeletionProtectionEnabled: true,
      GlobalSecondaryIndexes: [{ IndexName: 'byCity', Projection: { ProjectionType: 'ALL' } }],
    },
  ],
  [
    'with capacity',
    {
      ...base,
      GlobalSecondaryIndexes: [
        { ...base.GlobalSecondaryIndexes[0], WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: scaling(4) } },
      ],
      WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: scaling(2, 3) },
      Replicas: [
        {
          Region: 'eu-west-1',
          ReadProvisionedThroughputSettings: { ReadCapacityUnits: 7 },
          GlobalSecondaryIndexes: [
            { IndexName: 'byCity', ReadProvisionedThroughputSettings: { ReadCapacityAutoScalingSettings: scaling(6) } },
          ],
        },
      ],
    },
    {
      ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 3 },
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: { ReadCapacityUnits: 6, WriteCapacityUnits: 4 } }],
    },
  ],
];

test.each(cases)('%s', async (_, properties, table) => {
  const context: ProviderContext = {
    // The table's provider speaks to no other service.
    services: { dynamodb } as unknown as Services,
    world,
    stackName: 'shop',
    logicalId: 'Users',
    resource: { Type: awsDynamoDbGlobalTable.type },
    at: undefined,
    projectRoot: '/',
    functionSource: undefined,
    dataRoot: undefined,
    functionEnvironment: {},
    report: () => undefined,
  };
  const { physicalResourceId, attributes } = await awsDynamoDbGlobalTable.create(context, properties);
  expect(attributes?.Arn).toBe('arn:aws:dynamodb:eu-west-1:123456789012:table/users');
  const { Table } = await dynamodb.call('DescribeTable', { TableName: physicalResourceId });
  expect(Table).toMatchObject(table);
});

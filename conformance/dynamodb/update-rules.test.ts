// What UpdateTable and CreateTable refuse of throughput and of global indexes, each on a table of either billing mode.
// Source: answers of AWS in us-east-1 and us-west-2 collected by ack-api-quirks, 2026-10; Alternator's tests, compared with AWS, for retyped attributes.
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';

let endpoint: Endpoint;
const attributes = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));
const units = (n: number) => ({ ReadCapacityUnits: n, WriteCapacityUnits: n });
const index = (IndexName: string, hash: string, more: object = {}) => ({
  IndexName,
  KeySchema: [{ AttributeName: hash, KeyType: 'HASH' as const }],
  Projection: { ProjectionType: 'ALL' as const },
  ...more,
});
const definition = {
  AttributeDefinitions: attributes('pk', 'sk', 'x', 'g'),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'lsi',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' as const },
        { AttributeName: 'x', KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: 'ALL' as const },
    },
  ],
};
beforeAll(async () => {
  endpoint = await startEndpoint();
  await endpoint.client.send(
    new CreateTableCommand({
      TableName: 'on-demand',
      ...definition,
      GlobalSecondaryIndexes: [index('gsi', 'g')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await endpoint.client.send(
    new CreateTableCommand({
      TableName: 'provisioned',
      ...definition,
      GlobalSecondaryIndexes: [index('gsi', 'g', { ProvisionedThroughput: units(5) })],
      ProvisionedThroughput: units(5),
    }),
  );
});
afterAll(() => endpoint.stop());

const invalid = (what: string): string => `ValidationException: One or more parameter values were invalid: ${what}`;
const updates = (...GlobalSecondaryIndexUpdates: object[]) => ({ GlobalSecondaryIndexUpdates });
const change = (more: object, IndexName = 'gsi') => updates({ Update: { IndexName, ...more } });
const needed = (without?: string): string => {
  const all =
    'ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput';
  return `ValidationException: At least one of ${without ? all.replace(`${without}, `, '') : all} or TableClass is required`;
};
const onlyThese = invalid(
  'The only Updates for index: gsi when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput',
);
const noUnits = invalid('WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: gsi');
const notFound = (table: string): string => `ResourceNotFoundException: Requested resource not found: Index ghost for table ${table}`;

describe('UpdateTable answers', () => {
  test.each<[string, object, string]>([
    ['on-demand', { AttributeDefinitions: attributes('x') }, needed()],
    ['on-demand', updates(), needed()],
    ['on-demand', { MultiRegionConsistency: 'EVENTUAL' }, needed('MultiRegionConsistency')],
    ['on-demand', { GlobalTableWitnessUpdates: [{}] }, needed()],
    ['on-demand', { ...updates(), BillingMode: 'PAY_PER_REQUEST' }, invalid('List of GlobalSecondaryIndexUpdates is empty')],
    ['on-demand', { WarmThroughput: {}, DeletionProtectionEnabled: false }, 'accepted'],
    ['on-demand', { OnDemandThroughput: {}, BillingMode: 'PAY_PER_REQUEST' }, 'accepted'],
    [
      'on-demand',
      { BillingMode: 'PROVISIONED', ProvisionedThroughput: units(1) },
      invalid('ProvisionedThroughput must be specified for index: gsi'),
    ],
    [
      'on-demand',
      { OnDemandThroughput: { MaxReadRequestUnits: 0 } },
      invalid('Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range'),
    ],
    ['on-demand', { OnDemandThroughput: { MaxReadRequestUnits: -1 } }, 'accepted'],
    [
      'provisioned',
      { OnDemandThroughput: { MaxWriteRequestUnits: 5 } },
      invalid('MaxWriteRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED'),
    ],
    [
      'on-demand',
      { StreamSpecification: { StreamEnabled: false, StreamViewType: 'KEYS_ONLY' } },
      invalid('If stream is being disabled, then UpdateViewType must not be specified'),
    ],
    ['on-demand', change({}), onlyThese],
    ['on-demand', change({ OnDemandThroughput: {} }), onlyThese],
    ['on-demand', change({ ProvisionedThroughput: units(1) }), onlyThese],
    ['on-demand', change({ WarmThroughput: {} }), noUnits],
    ['missing', change({ WarmThroughput: {} }), noUnits],
    [
      'on-demand',
      change({ WarmThroughput: { ReadUnitsPerSecond: 1 } }),
      invalid(
        'Requested ReadUnitsPerSecond for WarmThroughput for index gsi is lower than current WarmThroughput, decreasing WarmThroughput is not supported',
      ),
    ],
    ['on-demand', change({ OnDemandThroughput: { MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1 } }), 'accepted'],
    [
      'on-demand',
      change({ OnDemandThroughput: { MaxReadRequestUnits: 1 } }, 'lsi'),
      'ValidationException: Cannot update an index that is not a GlobalSecondaryIndex: lsi',
    ],
    [
      'on-demand',
      updates({ Delete: { IndexName: 'lsi' } }),
      'ValidationException: Cannot delete an index that is not a GlobalSecondaryIndex: lsi',
    ],
    ['on-demand', updates({ Delete: { IndexName: 'ghost' } }), notFound('on-demand')],
    ['provisioned', change({ ProvisionedThroughput: units(6) }, 'ghost'), notFound('provisioned')],
    [
      'on-demand',
      updates({ Update: { IndexName: 'gsi' }, Delete: { IndexName: 'gsi' } }),
      invalid('Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object'),
    ],
    ['on-demand', updates({ Create: index('more', 'x') }), invalid('AttributeDefinitions is not specified for index: more')],
    [
      'on-demand',
      { ...updates({ Create: index('more', 'x') }), AttributeDefinitions: attributes('y') },
      invalid('Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: [y]'),
    ],
    [
      'on-demand',
      { ...updates({ Create: index('more', 'x') }), AttributeDefinitions: [{ AttributeName: 'x', AttributeType: 'N' }] },
      invalid(
        'Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:[SchemaElement: key{x:S:RANGE}] New schema: Schema:[SchemaElement: key{x:N:HASH}]',
      ),
    ],
    [
      'on-demand',
      { ...updates({ Create: index('more', 'x', { ProvisionedThroughput: units(1) }) }), AttributeDefinitions: attributes('x') },
      invalid('Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: more when BillingMode is PAY_PER_REQUEST'),
    ],
    [
      'provisioned',
      { ...updates({ Create: index('more', 'x') }), AttributeDefinitions: attributes('x') },
      invalid('Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: more'),
    ],
  ])('%s %j', async (TableName, input, expected) => {
    expect(await refusal(endpoint.url, 'UpdateTable', { TableName, ...input })).toBe(expected);
  });
});

describe('CreateTable refuses', () => {
  const onDemand = { BillingMode: 'PAY_PER_REQUEST' };
  test.each<[object, string]>([
    [{ ...onDemand, AttributeDefinitions: attributes('pk', 'sk', 'pk') }, 'ValidationException: Attribute Name is duplicated: pk'],
    [
      { ...onDemand, AttributeDefinitions: attributes('pk', 'sk', 'x'), OnDemandThroughput: { MaxReadRequestUnits: -1 } },
      invalid('Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range'),
    ],
    [
      { ...onDemand, GlobalSecondaryIndexes: [index('gsi', 'g', { OnDemandThroughput: { MaxReadRequestUnits: 0 } })] },
      invalid('Requested MaxReadRequestUnits for OnDemandThroughput for index : gsi is outside of valid range'),
    ],
    [
      {
        ...onDemand,
        GlobalSecondaryIndexes: [index('gsi', 'g', { Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a', 'a'] } })],
      },
      invalid('Duplicate element in NonKeyAttributes: a'),
    ],
    [
      { ProvisionedThroughput: units(1), GlobalSecondaryIndexes: [index('gsi', 'g')] },
      invalid('ProvisionedThroughput is not specified for index: gsi'),
    ],
    [
      { ...onDemand, GlobalSecondaryIndexes: [index('gsi', 'g', { ProvisionedThroughput: units(1) })] },
      invalid('ProvisionedThroughput should not be specified for index: gsi when BillingMode is PAY_PER_REQUEST'),
    ],
  ])('%j', async (input, expected) => {
    expect(await refusal(endpoint.url, 'CreateTable', { TableName: 'refused', ...definition, ...input })).toBe(expected);
  });
});

import type { Value } from '@gatewright/template';
import type { PropertyTable, ProviderContext, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { awsDynamoDbTable } from './aws-dynamodb-table.ts';

type Mapping = { readonly [member: string]: Value };

const autoScaling: PropertyTable = {
  MaxCapacity: 'noLocalEffect',
  MinCapacity: 'honoured',
  SeedCapacity: 'honoured',
  TargetTrackingScalingPolicyConfiguration: 'noLocalEffect',
};
const writes: PropertyTable = { WriteCapacityAutoScalingSettings: autoScaling };
const reads: PropertyTable = { ReadCapacityAutoScalingSettings: autoScaling, ReadCapacityUnits: 'honoured' };
const warmThroughput: PropertyTable = { ReadUnitsPerSecond: 'honoured', WriteUnitsPerSecond: 'honoured' };
const keySchema = [{ AttributeName: 'honoured', KeyType: 'honoured' }] as const;
const projection: PropertyTable = { NonKeyAttributes: 'honoured', ProjectionType: 'honoured' };

/**
 * A table with replicas, as the CDK's TableV2 writes every table. The replica of the stack's own region runs here; no other region does.
 * @source "AWS::DynamoDB::GlobalTable", AWS CloudFormation template reference
 */
export const awsDynamoDbGlobalTable: ResourceProvider = {
  type: 'AWS::DynamoDB::GlobalTable',
  properties: {
    AttributeDefinitions: [{ AttributeName: 'honoured', AttributeType: 'honoured' }],
    BillingMode: 'honoured',
    GlobalSecondaryIndexes: [
      {
        IndexName: 'honoured',
        KeySchema: keySchema,
        Projection: projection,
        ReadOnDemandThroughputSettings: 'noLocalEffect',
        ReadProvisionedThroughputSettings: 'noLocalEffect',
        WarmThroughput: warmThroughput,
        WriteOnDemandThroughputSettings: 'noLocalEffect',
        WriteProvisionedThroughputSettings: writes,
      },
    ],
    GlobalTableSourceArn: 'unsupported',
    GlobalTableWitnesses: 'noLocalEffect',
    KeySchema: keySchema,
    LocalSecondaryIndexes: [{ IndexName: 'honoured', KeySchema: keySchema, Projection: projection }],
    MultiRegionConsistency: 'noLocalEffect',
    ReadOnDemandThroughputSettings: 'noLocalEffect',
    ReadProvisionedThroughputSettings: 'noLocalEffect',
    Replicas: [
      {
        ContributorInsightsSpecification: 'noLocalEffect',
        DeletionProtectionEnabled: 'honoured',
        GlobalSecondaryIndexes: [
          {
            ContributorInsightsSpecification: 'noLocalEffect',
            IndexName: 'honoured',
            ReadOnDemandThroughputSettings: 'noLocalEffect',
            ReadProvisionedThroughputSettings: reads,
          },
        ],
        GlobalTableSettingsReplicationMode: 'noLocalEffect',
        KinesisStreamSpecification: 'unsupported',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'honoured', RecoveryPeriodInDays: 'honoured' },
        ReadOnDemandThroughputSettings: 'noLocalEffect',
        ReadProvisionedThroughputSettings: reads,
        Region: 'honoured',
        ReplicaStreamSpecification: 'unsupported',
        ResourcePolicy: 'unsupported',
        SSESpecification: { KMSMasterKeyId: 'honoured' },
        TableClass: 'honoured',
        Tags: [{ Key: 'honoured', Value: 'honoured' }],
      },
    ],
    SSESpecification: { SSEEnabled: 'honoured', SSEType: 'honoured' },
    StreamSpecification: { StreamViewType: 'honoured' },
    TableName: 'honoured',
    TimeToLiveSpecification: { AttributeName: 'honoured', Enabled: 'honoured' },
    WarmThroughput: warmThroughput,
    WriteOnDemandThroughputSettings: 'noLocalEffect',
    WriteProvisionedThroughputSettings: writes,
  },
  replacing: ['TableName'],

  create: (context, properties) => awsDynamoDbTable.create(context, tableHere(context, properties)),
  update: (context, physicalResourceId, properties) => awsDynamoDbTable.update(context, physicalResourceId, tableHere(context, properties)),
  delete: (context, physicalResourceId) => awsDynamoDbTable.delete(context, physicalResourceId),
};

/** The table that a global table is in the stack's own region, in the words of AWS::DynamoDB::Table. */
function tableHere({ world }: ProviderContext, properties: ResolvedProperties): ResolvedProperties {
  const { GlobalSecondaryIndexes: indexes, Replicas: replicas, WriteProvisionedThroughputSettings: writing, ...rest } = properties;
  const replica = mappingsIn(replicas).find((it) => it.Region === world.region) ?? {};
  const { DeletionProtectionEnabled, PointInTimeRecoverySpecification, TableClass, Tags, GlobalSecondaryIndexes: replicaIndexes } = replica;
  const encryption = isMapping(properties.SSESpecification) ? properties.SSESpecification : undefined;
  const key = isMapping(replica.SSESpecification) ? replica.SSESpecification : {};
  const provisioned = properties.BillingMode !== 'PAY_PER_REQUEST';
  const indexesHere = mappingsIn(indexes).map(
    ({ IndexName, KeySchema, Projection, WarmThroughput, WriteProvisionedThroughputSettings: write }): Mapping => {
      const read = mappingsIn(replicaIndexes).find((it) => it.IndexName === IndexName);
      return defined({
        IndexName,
        KeySchema,
        Projection,
        WarmThroughput,
        ...(provisioned && { ProvisionedThroughput: throughput(read?.ReadProvisionedThroughputSettings, write) }),
      });
    },
  );
  return defined({
    ...rest,
    DeletionProtectionEnabled,
    PointInTimeRecoverySpecification,
    ...(encryption && { SSESpecification: { ...encryption, ...key } }),
    TableClass,
    Tags,
    ...(indexesHere.length > 0 && { GlobalSecondaryIndexes: indexesHere }),
    ...(provisioned && { ProvisionedThroughput: throughput(replica.ReadProvisionedThroughputSettings, writing) }),
  });
}

/** What auto scaling starts from; 5 units, as DynamoDB's console gives, where nothing is said. */
function throughput(reading: Value | undefined, writing: Value | undefined): Mapping {
  const read = isMapping(reading) ? reading : {};
  const scaling = (value: Value | undefined): Value => (isMapping(value) ? (value.SeedCapacity ?? value.MinCapacity ?? 5) : 5);
  return {
    ReadCapacityUnits: read.ReadCapacityUnits ?? scaling(read.ReadCapacityAutoScalingSettings),
    WriteCapacityUnits: scaling(isMapping(writing) ? writing.WriteCapacityAutoScalingSettings : undefined),
  };
}

function defined(members: { readonly [member: string]: Value | undefined }): Mapping {
  return Object.fromEntries(Object.entries(members).flatMap(([name, it]) => (it === undefined ? [] : [[name, it]])));
}

function mappingsIn(value: Value | undefined): readonly Mapping[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}

function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { createHash } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import type { PropertyTable, ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { describedIndexes, sameIndex, type WireTable, wirePointInTimeRecovery, wireTable } from './dynamodb-table-properties.ts';
import { type Described, tableUpdates } from './dynamodb-table-updates.ts';

const throughput: PropertyTable = { ReadCapacityUnits: 'honoured', WriteCapacityUnits: 'honoured' };
const onDemandThroughput: PropertyTable = { MaxReadRequestUnits: 'honoured', MaxWriteRequestUnits: 'honoured' };
const warmThroughput: PropertyTable = { ReadUnitsPerSecond: 'honoured', WriteUnitsPerSecond: 'honoured' };
const keySchema = [{ AttributeName: 'honoured', KeyType: 'honoured' }] as const;
const projection: PropertyTable = { NonKeyAttributes: 'honoured', ProjectionType: 'honoured' };

/** @source "AWS::DynamoDB::Table", AWS CloudFormation template reference */
export const awsDynamoDbTable: ResourceProvider = {
  type: 'AWS::DynamoDB::Table',
  properties: {
    AttributeDefinitions: [{ AttributeName: 'honoured', AttributeType: 'honoured' }],
    BillingMode: 'honoured',
    ContributorInsightsSpecification: 'noLocalEffect',
    DeletionProtectionEnabled: 'honoured',
    GlobalSecondaryIndexes: [
      {
        ContributorInsightsSpecification: 'noLocalEffect',
        IndexName: 'honoured',
        KeySchema: keySchema,
        OnDemandThroughput: onDemandThroughput,
        Projection: projection,
        ProvisionedThroughput: throughput,
        WarmThroughput: warmThroughput,
      },
    ],
    ImportSourceSpecification: 'unsupported',
    KeySchema: keySchema,
    KinesisStreamSpecification: 'unsupported',
    LocalSecondaryIndexes: [{ IndexName: 'honoured', KeySchema: keySchema, Projection: projection }],
    OnDemandThroughput: onDemandThroughput,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'honoured', RecoveryPeriodInDays: 'honoured' },
    ProvisionedThroughput: throughput,
    ResourcePolicy: 'unsupported',
    SSESpecification: { KMSMasterKeyId: 'honoured', SSEEnabled: 'honoured', SSEType: 'honoured' },
    StreamSpecification: { ResourcePolicy: 'unsupported', StreamViewType: 'honoured' },
    TableClass: 'honoured',
    TableName: 'honoured',
    Tags: [{ Key: 'honoured', Value: 'honoured' }],
    TimeToLiveSpecification: { AttributeName: 'honoured', Enabled: 'honoured' },
    WarmThroughput: warmThroughput,
  },
  replacing: ['TableName'],

  create: (context, properties) => provision(context, tableNameOf(context, properties), properties),

  async update(context, physicalResourceId, properties) {
    const named = typeof properties.TableName === 'string' ? properties.TableName : physicalResourceId;
    return provision(context, named, properties);
  },

  /** The data outlives the template: an edit, or a slip, must not cost it. DeleteTable is there for who wants it gone. */
  async delete() {},
};

/** CloudFormation's form of a name, the same in every run, so that the next one finds the data. */
function tableNameOf({ stackName, logicalId, world }: ProviderContext, { TableName }: ResolvedProperties): string {
  if (typeof TableName === 'string') return TableName;
  const digest = createHash('sha256')
    .update(JSON.stringify([world.accountId, world.region, stackName, logicalId]))
    .digest();
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const suffix = Array.from(digest.subarray(0, 13), (byte) => letters[byte % letters.length]).join('');
  return `${stackName}-${logicalId}-${suffix}`;
}

async function provision(context: ProviderContext, tableName: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { dynamodb } = context.services;
  const wanted = wireTable(properties);
  const existing = await describe(context, tableName);
  if (!existing) await dynamodb.call('CreateTable', { TableName: tableName, ...wanted });
  else if (needsReplacement(existing, wanted)) await replaceIfEmpty(context, tableName, existing, wanted);
  else await change(context, tableName, existing, wanted);
  await setTimeToLive(context, tableName, properties);
  await setPointInTimeRecovery(context, tableName, properties);
  const table = await describe(context, tableName);
  if (!table) throw new Error(`The table ${tableName} was expected to exist.`);
  return {
    physicalResourceId: tableName,
    attributes: { Arn: String(table.TableArn), ...(typeof table.LatestStreamArn === 'string' && { StreamArn: table.LatestStreamArn }) },
  };
}

async function describe({ services }: ProviderContext, tableName: string): Promise<Described | undefined> {
  try {
    const { Table } = await services.dynamodb.call('DescribeTable', { TableName: tableName });
    return Table as Described;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

function needsReplacement(existing: Described, wanted: WireTable): boolean {
  const types = new Map(attributeDefinitionsOf(existing).map((it) => [it.AttributeName, it.AttributeType]));
  const retyped = wanted.AttributeDefinitions.some((it) => types.has(it.AttributeName) && types.get(it.AttributeName) !== it.AttributeType);
  const localIndexes = describedIndexes(existing.LocalSecondaryIndexes);
  const wantedIndexes = wanted.LocalSecondaryIndexes ?? [];
  const localChanged =
    localIndexes.length !== wantedIndexes.length || !wantedIndexes.every((it) => localIndexes.some((is) => sameIndex(is, it)));
  return retyped || localChanged || JSON.stringify(existing.KeySchema) !== JSON.stringify(wanted.KeySchema);
}

function attributeDefinitionsOf(table: Described): WireTable['AttributeDefinitions'] {
  return table.AttributeDefinitions as WireTable['AttributeDefinitions'];
}

/** CloudFormation would make a new table and drop this one with its data; here only an empty one goes. */
async function replaceIfEmpty({ services }: ProviderContext, tableName: string, existing: Described, wanted: WireTable): Promise<void> {
  if (existing.ItemCount !== 0) {
    throw new ServiceError(
      'ValidationException',
      `the table "${tableName}" holds ${existing.ItemCount} items under the key ${keyText(existing)}, and the template now has ${keyText(wanted)}, ` +
        'or other types of key attributes, or other local indexes, which AWS cannot change in a table. Nothing was changed. ' +
        `Change it back, give the table another TableName, or remove it and its data: aws dynamodb delete-table --table-name ${tableName} --endpoint-url (the AWS endpoint's URL)`,
    );
  }
  await services.dynamodb.call('DeleteTable', { TableName: tableName });
  await services.dynamodb.call('CreateTable', { TableName: tableName, ...wanted });
}

function keyText({ KeySchema }: { readonly KeySchema?: unknown }): string {
  return (KeySchema as WireTable['KeySchema']).map((it) => it.AttributeName).join(' + ');
}

async function change({ services }: ProviderContext, tableName: string, existing: Described, wanted: WireTable): Promise<void> {
  const { dynamodb } = services;
  for (const update of tableUpdates(existing, wanted)) await dynamodb.call('UpdateTable', { TableName: tableName, ...update });
  await setTags(dynamodb, String(existing.TableArn), wanted.Tags ?? []);
}

type Tags = readonly { readonly Key: string; readonly Value: string }[];

async function setTags(dynamodb: ProviderContext['services']['dynamodb'], ResourceArn: string, wanted: Tags): Promise<void> {
  const { Tags: listed } = await dynamodb.call('ListTagsOfResource', { ResourceArn });
  const is = (listed ?? []) as Tags;
  const gone = is.filter((it) => !wanted.some(({ Key }) => Key === it.Key)).map((it) => it.Key);
  const news = wanted.filter((it) => !is.some(({ Key, Value }) => Key === it.Key && Value === it.Value));
  if (gone.length > 0) await dynamodb.call('UntagResource', { ResourceArn, TagKeys: gone });
  if (news.length > 0) await dynamodb.call('TagResource', { ResourceArn, Tags: news });
}

async function setTimeToLive(
  { services }: ProviderContext,
  tableName: string,
  { TimeToLiveSpecification: wanted }: ResolvedProperties,
): Promise<void> {
  const { TimeToLiveDescription } = await services.dynamodb.call('DescribeTimeToLive', { TableName: tableName });
  const is = TimeToLiveDescription as { TimeToLiveStatus: string; AttributeName?: string };
  const enabled = is.TimeToLiveStatus === 'ENABLED';
  const spec = wanted as { Enabled?: unknown; AttributeName?: string } | undefined;
  const wantedEnabled = spec !== undefined && String(spec.Enabled) === 'true';
  const set = (AttributeName: string | undefined, Enabled: boolean): Promise<unknown> =>
    services.dynamodb.call('UpdateTimeToLive', { TableName: tableName, TimeToLiveSpecification: { AttributeName, Enabled } });
  if (enabled && (!wantedEnabled || spec.AttributeName !== is.AttributeName)) await set(is.AttributeName, false);
  if (wantedEnabled && (!enabled || spec.AttributeName !== is.AttributeName)) await set(spec.AttributeName, true);
}

async function setPointInTimeRecovery({ services }: ProviderContext, tableName: string, properties: ResolvedProperties): Promise<void> {
  const { ContinuousBackupsDescription } = await services.dynamodb.call('DescribeContinuousBackups', { TableName: tableName });
  const { PointInTimeRecoveryDescription: is } = ContinuousBackupsDescription as {
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: string; RecoveryPeriodInDays?: number };
  };
  const wanted = wirePointInTimeRecovery(properties) ?? { PointInTimeRecoveryEnabled: false };
  const enabled = is.PointInTimeRecoveryStatus === 'ENABLED';
  const days = wanted.RecoveryPeriodInDays;
  if (wanted.PointInTimeRecoveryEnabled === enabled && (days === undefined || days === is.RecoveryPeriodInDays)) return;
  await services.dynamodb.call('UpdateContinuousBackups', { TableName: tableName, PointInTimeRecoverySpecification: wanted });
}

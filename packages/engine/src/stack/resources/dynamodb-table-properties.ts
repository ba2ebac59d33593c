import type { Value } from '@gatewright/template';
import type { ResolvedProperties } from '../resource-provider.ts';

/** CreateTable's input, as far as a template can say it. The service itself refuses what is wrong with it. */
export interface WireTable {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly BillingMode?: string;
  readonly ProvisionedThroughput?: { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number };
  readonly GlobalSecondaryIndexes?: readonly WireIndex[];
  readonly LocalSecondaryIndexes?: readonly WireIndex[];
  readonly StreamSpecification?: { readonly StreamEnabled: boolean; readonly StreamViewType: string };
  readonly DeletionProtectionEnabled?: boolean;
  readonly OnDemandThroughput?: WireMembers;
  readonly SSESpecification?: WireMembers;
  readonly TableClass?: string;
  readonly WarmThroughput?: WireMembers;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export interface WireMembers {
  readonly [member: string]: unknown;
}

export interface WireIndex {
  readonly ProvisionedThroughput?: WireMembers;
  readonly OnDemandThroughput?: WireMembers;
  readonly WarmThroughput?: WireMembers;
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly Projection: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
}

const passedOn = [
  'AttributeDefinitions',
  'BillingMode',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'OnDemandThroughput',
  'ProvisionedThroughput',
  'TableClass',
  'Tags',
  'WarmThroughput',
];

/** What only AWS can act upon is left out of an index. */
const leftOut = ['ContributorInsightsSpecification'];
const numbers = [
  'MaxReadRequestUnits',
  'MaxWriteRequestUnits',
  'ReadCapacityUnits',
  'ReadUnitsPerSecond',
  'RecoveryPeriodInDays',
  'WriteCapacityUnits',
  'WriteUnitsPerSecond',
];
const booleans = ['DeletionProtectionEnabled', 'PointInTimeRecoveryEnabled', 'SSEEnabled'];

/** The properties in the form of CreateTable's input: CloudFormation lets numbers and booleans be written as text. */
export function wireTable(properties: ResolvedProperties): WireTable {
  const table: { [member: string]: unknown } = {};
  for (const name of passedOn) {
    const value = properties[name];
    if (value !== undefined) table[name] = typed(name, value);
  }
  const stream = properties.StreamSpecification;
  if (isMapping(stream)) table.StreamSpecification = { StreamEnabled: true, StreamViewType: stream.StreamViewType };
  const sse = typed('', properties.SSESpecification ?? '');
  if (isMembers(sse)) {
    // CloudFormation has a word of its own for whether a key of the account's encrypts the table.
    const { SSEEnabled, ...rest } = sse;
    table.SSESpecification = { ...rest, Enabled: SSEEnabled };
  }
  // The service checks every member of it, and its words are AWS's.
  return { AttributeDefinitions: [], KeySchema: [], ...table };
}

/** PointInTimeRecoverySpecification in the form of UpdateContinuousBackups' input. */
export function wirePointInTimeRecovery({ PointInTimeRecoverySpecification: wanted }: ResolvedProperties): WireMembers | undefined {
  const wire = wanted === undefined ? undefined : typed('', wanted);
  return isMembers(wire) ? wire : undefined;
}

function isMembers(value: unknown): value is WireMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typed(name: string, value: Value): unknown {
  if (Array.isArray(value)) return value.map((it: Value) => typed('', it));
  if (isMapping(value)) {
    const kept = Object.entries(value).filter(([member]) => !leftOut.includes(member));
    return Object.fromEntries(kept.map(([member, it]) => [member, typed(member, it)]));
  }
  if (typeof value !== 'string') return value;
  if (numbers.includes(name) && value !== '') return Number(value);
  return booleans.includes(name) ? value === 'true' : value;
}

function isMapping(value: Value | undefined): value is { readonly [member: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The indexes of a DescribeTable answer. */
export function describedIndexes(indexes: unknown): readonly WireIndex[] {
  return Array.isArray(indexes) ? indexes : [];
}

/** Whether two indexes hold the same entries under the same name. */
export function sameIndex(a: WireIndex, b: WireIndex): boolean {
  const shape = (index: WireIndex): string =>
    JSON.stringify([
      index.IndexName,
      index.KeySchema.map((it) => [it.AttributeName, it.KeyType]),
      index.Projection.ProjectionType,
      [...(index.Projection.NonKeyAttributes ?? [])].sort(),
    ]);
  return shape(a) === shape(b);
}

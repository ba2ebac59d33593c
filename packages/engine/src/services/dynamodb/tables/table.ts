/** A table as the catalogue keeps it. Everything in it is on disk; numbers that change with every item are kept apart. */
export interface Table {
  readonly name: string;
  /** Names the table's keys in the store; never used again for another table. */
  readonly spaceId: number;
  /** What AWS calls TableId. */
  readonly tableId: string;
  readonly createdAtMs: number;
  readonly key: KeySchema;
  readonly attributeDefinitions: readonly KeyAttribute[];
  readonly billingMode: 'PROVISIONED' | 'PAY_PER_REQUEST';
  /** When the table became PAY_PER_REQUEST. */
  readonly payPerRequestSinceMs?: number | undefined;
  readonly throughput: Throughput;
  readonly onDemandThroughput?: OnDemandThroughput | undefined;
  readonly tableClass?: TableClass | undefined;
  readonly warmThroughput?: WarmThroughput | undefined;
  readonly indexes: readonly Index[];
  readonly deletionProtectionEnabled: boolean;
  /** Those of earlier times included; the newest is the last. */
  readonly streams: readonly Stream[];
  readonly sseKey?: string | undefined;
  readonly tags: readonly Tag[];
  readonly timeToLive?: { readonly attributeName: string } | undefined;
  readonly pointInTimeRecovery?: PointInTimeRecovery | undefined;
  /** What the table was restored from. */
  readonly restored?: Restored | undefined;
}

export interface PointInTimeRecovery {
  readonly sinceMs: number;
  readonly recoveryPeriodInDays: number;
}

export interface Restored {
  readonly sourceTableArn: string;
  readonly sourceBackupArn?: string | undefined;
  /** The moment whose data the table has. */
  readonly atMs: number;
}

export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute | undefined;
  /** Those after the first, of a global index with a multi-attribute key. */
  readonly morePartition?: readonly KeyAttribute[] | undefined;
  readonly moreSort?: readonly KeyAttribute[] | undefined;
}

export interface Throughput {
  readonly readCapacityUnits: number;
  readonly writeCapacityUnits: number;
  readonly decreasesToday: number;
  readonly increasedAtMs?: number | undefined;
  readonly decreasedAtMs?: number | undefined;
}

export interface OnDemandThroughput {
  readonly MaxReadRequestUnits?: number | undefined;
  readonly MaxWriteRequestUnits?: number | undefined;
}

export interface WarmThroughput {
  readonly readUnitsPerSecond: number;
  readonly writeUnitsPerSecond: number;
}

export interface TableClass {
  readonly name: string;
  readonly since?: number | undefined;
}

export interface Index {
  readonly kind: 'global' | 'local';
  readonly name: string;
  readonly spaceId: number;
  readonly key: KeySchema;
  readonly projection: Projection;
  /** Of a global index of a provisioned table. */
  readonly throughput?: Throughput | undefined;
  readonly onDemandThroughput?: OnDemandThroughput | undefined;
  readonly warmThroughput?: WarmThroughput | undefined;
  /** Being filled from its table: written to, and not yet read from. */
  readonly backfilling?: true | undefined;
}

export interface Projection {
  readonly type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly nonKeyAttributes?: readonly string[] | undefined;
}

export interface Stream {
  readonly viewType: string;
  readonly label: string;
  /** Names the stream's records in the store. */
  readonly spaceId: number;
  readonly endedAtMs?: number | undefined;
}

/** The stream that changes go to, if one is enabled. */
export function currentStream({ streams }: Table): Stream | undefined {
  const newest = streams.at(-1);
  return newest?.endedAtMs === undefined ? newest : undefined;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** All that a partition is named by. */
export function partitionAttributes({ partition, morePartition }: KeySchema): readonly KeyAttribute[] {
  return morePartition ? [partition, ...morePartition] : [partition];
}

/** All that items of a partition are ordered by, one after the other. */
export function sortAttributes({ sort, moreSort }: KeySchema): readonly KeyAttribute[] {
  if (!sort) return [];
  return moreSort ? [sort, ...moreSort] : [sort];
}

export function keyAttributes(key: KeySchema): readonly KeyAttribute[] {
  const { partition, sort } = key;
  if (key.morePartition || key.moreSort) return [...partitionAttributes(key), ...sortAttributes(key)];
  return sort ? [partition, sort] : [partition];
}

export function hasMultiAttributeKey({ morePartition, moreSort }: KeySchema): boolean {
  return morePartition !== undefined || moreSort !== undefined;
}

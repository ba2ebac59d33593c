import { boolean, list, long, required, type Shape, string, validationError } from '../../../protocol/shape.ts';
import { createdTableName, dynamoDbStructure } from '../shapes.ts';

/** The members that CreateTable and UpdateTable share, in AWS's orders of problems. */

export interface WireThroughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

export const provisionedThroughput: Shape<WireThroughput> = dynamoDbStructure('ProvisionedThroughput', {
  WriteCapacityUnits: required(long({ min: 1 })),
  ReadCapacityUnits: required(long({ min: 1 })),
});

export interface WireOnDemandThroughput {
  readonly MaxReadRequestUnits?: number;
  readonly MaxWriteRequestUnits?: number;
}

export const onDemandThroughput: Shape<WireOnDemandThroughput> = dynamoDbStructure('OnDemandThroughput', {
  MaxReadRequestUnits: long(),
  MaxWriteRequestUnits: long(),
});

export interface WireWarmThroughput {
  readonly ReadUnitsPerSecond?: number;
  readonly WriteUnitsPerSecond?: number;
}

export const warmThroughput: Shape<WireWarmThroughput> = dynamoDbStructure('WarmThroughput', {
  ReadUnitsPerSecond: long(),
  WriteUnitsPerSecond: long(),
});

export interface WireAttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: string;
}

export const attributeDefinitions: Shape<readonly WireAttributeDefinition[]> = list(
  dynamoDbStructure('AttributeDefinition', {
    AttributeName: required(string({ min: 1, max: 255 })),
    AttributeType: required(string({ values: ['B', 'N', 'S'] })),
  }),
);

export interface WireKeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

const keySchemaElement = dynamoDbStructure('KeySchemaElement', {
  AttributeName: required(string({ min: 1, max: 255 })),
  KeyType: required(string({ values: ['HASH', 'RANGE'] })),
});

export const keySchema: Shape<readonly WireKeySchemaElement[]> = list(keySchemaElement, { min: 1, max: 2 });

/** @source "Multi-attribute keys", developer guide: up to four HASH and four RANGE attributes */
const globalIndexKeySchema: Shape<readonly WireKeySchemaElement[]> = list(keySchemaElement, { min: 1, max: 8 });

export interface WireProjection {
  readonly ProjectionType?: string;
  readonly NonKeyAttributes?: readonly string[];
}

const projection: Shape<WireProjection> = dynamoDbStructure('Projection', {
  ProjectionType: string({ values: ['ALL', 'INCLUDE', 'KEYS_ONLY'] }),
  NonKeyAttributes: list(string({ min: 1, max: 255 }), { min: 1, max: 20 }),
});

export interface WireLocalIndex {
  readonly IndexName: string;
  readonly KeySchema: readonly WireKeySchemaElement[];
  readonly Projection: WireProjection;
}

export interface WireGlobalIndex extends WireLocalIndex {
  readonly ProvisionedThroughput?: WireThroughput;
  readonly OnDemandThroughput?: WireOnDemandThroughput;
  readonly WarmThroughput?: WireWarmThroughput;
}

export const localSecondaryIndexes: Shape<readonly WireLocalIndex[]> = list(
  dynamoDbStructure('LocalSecondaryIndex', {
    IndexName: required(createdTableName),
    KeySchema: required(keySchema),
    Projection: required(projection),
  }),
);

const globalIndexMembers = {
  IndexName: required(createdTableName),
  KeySchema: required(globalIndexKeySchema),
  Projection: required(projection),
  ProvisionedThroughput: provisionedThroughput,
  OnDemandThroughput: onDemandThroughput,
  WarmThroughput: warmThroughput,
};

export const globalSecondaryIndexes: Shape<readonly WireGlobalIndex[]> = list(
  dynamoDbStructure('GlobalSecondaryIndex', globalIndexMembers),
);

export interface WireIndexUpdate {
  readonly Create?: WireGlobalIndex;
  readonly Update?: {
    readonly IndexName: string;
    readonly ProvisionedThroughput?: WireThroughput;
    readonly OnDemandThroughput?: WireOnDemandThroughput;
    readonly WarmThroughput?: WireWarmThroughput;
  };
  readonly Delete?: { readonly IndexName: string };
}

export const globalSecondaryIndexUpdates: Shape<readonly WireIndexUpdate[]> = list(
  dynamoDbStructure('GlobalSecondaryIndexUpdate', {
    Update: dynamoDbStructure('UpdateGlobalSecondaryIndexAction', {
      IndexName: required(createdTableName),
      ProvisionedThroughput: provisionedThroughput,
      OnDemandThroughput: onDemandThroughput,
      WarmThroughput: warmThroughput,
    }),
    Create: dynamoDbStructure('CreateGlobalSecondaryIndexAction', globalIndexMembers),
    Delete: dynamoDbStructure('DeleteGlobalSecondaryIndexAction', { IndexName: required(createdTableName) }),
  }),
);

export interface WireStream {
  readonly StreamEnabled: boolean;
  readonly StreamViewType?: string;
}

export const streamSpecification: Shape<WireStream> = dynamoDbStructure('StreamSpecification', {
  StreamEnabled: required(boolean),
  StreamViewType: string({ values: ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] }),
});

export interface WireSse {
  readonly Enabled?: boolean;
  readonly SSEType?: string;
  readonly KMSMasterKeyId?: string;
}

export const sseSpecification: Shape<WireSse> = dynamoDbStructure('SSESpecification', {
  Enabled: boolean,
  SSEType: string({ values: ['AES256', 'KMS'] }),
  KMSMasterKeyId: string(),
});

export const billingMode: Shape<string> = string({ values: ['PROVISIONED', 'PAY_PER_REQUEST'] });
/** @source Alternator's tests, and ack-api-quirks' collection of AWS's answers, 2026-10 */
export const tableClass: Shape<string> = {
  read: string().read,
  check(value) {
    if (value === 'STANDARD' || value === 'STANDARD_INFREQUENT_ACCESS') return;
    throw validationError(
      'Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].',
    );
  },
};

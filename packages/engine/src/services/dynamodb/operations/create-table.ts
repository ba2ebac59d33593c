import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, required, type Shape, string, throwProblems, validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { createdTableName, dynamoDbStructure } from '../shapes.ts';
import { wantedBillingMode } from '../tables/billing-mode.ts';
import { checkNewIndexThroughput, newGlobalIndex, newLocalIndex } from '../tables/new-index.ts';
import { newOnDemandThroughput } from '../tables/on-demand-throughput.ts';
import type { KeyAttribute, KeySchema, Table } from '../tables/table.ts';
import {
  checkDefinitionsUsed,
  checkGlobalIndexes,
  checkLocalIndexes,
  checkThroughput,
  readAttributeDefinitions,
  readGlobalIndexKey,
  readTableKey,
} from '../tables/table-checks.ts';
import { describeTable } from '../tables/table-description.ts';
import { readStream, sseKeyOf } from '../tables/table-settings.ts';
import {
  attributeDefinitions,
  billingMode,
  globalSecondaryIndexes,
  keySchema,
  localSecondaryIndexes,
  onDemandThroughput,
  provisionedThroughput,
  sseSpecification,
  streamSpecification,
  tableClass,
  type WireGlobalIndex,
  type WireLocalIndex,
  type WireThroughput,
  warmThroughput,
} from '../tables/table-shapes.ts';
import { readTags, tagList } from '../tables/table-tags.ts';
import { throughputOf } from '../tables/throughput.ts';
import { initialWarmThroughput } from '../tables/warm-throughput.ts';

/** CreateTable alone says of a missing name that it is required, and of a bad one nothing else. */
const newTableName: Shape<string> = {
  read: createdTableName.read,
  check(value, path, problems) {
    const own: string[] = [];
    createdTableName.check(value, path, own);
    // A name of a wrong length ends the check of the request.
    if (value.length < 3 || value.length > 255) throwProblems(own.filter((it) => it.includes('length')));
    problems.push(...own);
  },
};

const members = dynamoDbStructure('CreateTableInput', {
  TableName: newTableName,
  AttributeDefinitions: required(attributeDefinitions),
  KeySchema: required(keySchema),
  BillingMode: billingMode,
  TableThroughputMode: billingMode,
  ProvisionedThroughput: provisionedThroughput,
  OnDemandThroughput: onDemandThroughput,
  GlobalSecondaryIndexes: globalSecondaryIndexes,
  LocalSecondaryIndexes: localSecondaryIndexes,
  StreamSpecification: streamSpecification,
  SSESpecification: sseSpecification,
  TableClass: tableClass,
  WarmThroughput: warmThroughput,
  DeletionProtectionEnabled: boolean,
  Tags: tagList,
  ResourcePolicy: string(),
});

const input: typeof members = {
  read: members.read,
  check(request, path, problems) {
    if (request.TableName === undefined) throw validationError("The parameter 'TableName' is required but was not present in the request");
    members.check(request, path, problems);
  },
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable: Operation = operation('CreateTable', input, async (database, request) => {
  if (request.ResourcePolicy !== undefined)
    throw validationError('ResourcePolicy is not supported: resource policies are not checked on this machine.');
  const mode = wantedBillingMode(request) === 'PAY_PER_REQUEST' ? 'PAY_PER_REQUEST' : 'PROVISIONED';
  checkBilling(mode, request.ProvisionedThroughput);
  const definitions = readAttributeDefinitions(request.AttributeDefinitions);
  const key = readTableKey(request.KeySchema, definitions);
  const { local, global } = checkIndexes(request, { mode, key, definitions });
  const name = request.TableName ?? '';
  if (database.tables.find(name)) throw new ServiceError('ResourceInUseException', `Table already exists: ${name}`);

  const tags = readTags(request.Tags ?? []);
  const now = database.world.now();
  const stream = readStream(database, request.StreamSpecification, 'created');
  const indexes = [
    ...local.map((it) => newLocalIndex(database, it, definitions)),
    ...global.map((it) => newGlobalIndex(database, it, { definitions, mode })),
  ];
  const cold: Table = {
    name,
    spaceId: database.tables.nextSpaceId(),
    tableId: database.world.uuid(),
    createdAtMs: now,
    key,
    attributeDefinitions: definitions,
    billingMode: mode,
    payPerRequestSinceMs: mode === 'PAY_PER_REQUEST' ? now : undefined,
    throughput: throughputOf(request.ProvisionedThroughput),
    onDemandThroughput: newOnDemandThroughput({ wanted: request.OnDemandThroughput, mode }),
    tableClass: request.TableClass === undefined ? undefined : { name: request.TableClass },
    indexes,
    deletionProtectionEnabled: request.DeletionProtectionEnabled ?? false,
    streams: stream ? [stream] : [],
    sseKey: sseKeyOf(database, request.SSESpecification),
    tags,
  };
  const table = request.WarmThroughput ? { ...cold, warmThroughput: initialWarmThroughput(cold, request.WarmThroughput) } : cold;
  await database.tables.save(table);
  return { TableDescription: describeTable(database, table, 'CREATING') };
});

/** @throws ServiceError ValidationException */
function checkBilling(mode: Table['billingMode'], throughput: WireThroughput | undefined): void {
  if (mode === 'PROVISIONED' && !throughput) {
    throw validationError(
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  if (mode === 'PAY_PER_REQUEST' && throughput) {
    throw validationError(
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (throughput) checkThroughput(throughput);
}

interface Indexes {
  readonly LocalSecondaryIndexes?: readonly WireLocalIndex[];
  readonly GlobalSecondaryIndexes?: readonly WireGlobalIndex[];
}

function checkIndexes(
  { LocalSecondaryIndexes: local, GlobalSecondaryIndexes: global }: Indexes,
  { mode, key, definitions }: { mode: Table['billingMode']; key: KeySchema; definitions: readonly KeyAttribute[] },
): { local: readonly WireLocalIndex[]; global: readonly WireGlobalIndex[] } {
  if (local) checkLocalIndexes(local, key, definitions);
  if (global) {
    for (const it of global) checkNewIndexThroughput(it, mode);
    checkGlobalIndexes(global, definitions, new Set(local?.map((it) => it.IndexName)));
  }
  const indexes = [...(local ?? []), ...(global ?? [])];
  checkDefinitionsUsed(definitions, [key, ...indexes.map((it) => readGlobalIndexKey(it.KeySchema, definitions))], indexes.length > 0);
  return { local: local ?? [], global: global ?? [] };
}

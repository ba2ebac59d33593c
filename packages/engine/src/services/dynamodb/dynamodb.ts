import type { AwsService } from '../../protocol/aws-service.ts';
import { answerJson, type JsonOutput, type JsonService, JsonText } from '../../protocol/json-protocol.ts';
import { isRecord } from '../../protocol/shape.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import { ExpressionCache } from './expressions/expression-cache.ts';
import { createUnitTaker, type DynamoDbMeter } from './items/meter.ts';
import { Throttle } from './items/throttle.ts';
import type { Database } from './operation.ts';
import { operations } from './operations.ts';
import { streamOperations } from './stream-operations.ts';
import { findStream } from './streams/find-stream.ts';
import { StreamLog } from './streams/stream-log.ts';
import { startSweeper } from './sweeper.ts';
import { resumeBackfills } from './tables/index-backfill.ts';
import { TableCatalog } from './tables/table-catalog.ts';
import { refusalOfTarget, type TargetProfile } from './target-profile.ts';
import { refusalOf } from './unsupported-operations.ts';

/** DynamoDB: tables and items on the store. */
export interface DynamoDbService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  /**
   * Has `listener` called each time new records of a stream can be read with GetRecords, so that nobody needs to poll.
   * A request that writes many records tells once.
   *
   * @returns a function that ends it
   * @throws ServiceError ValidationException, ResourceNotFoundException
   */
  onStreamRecord(streamArn: string, listener: () => void): () => void;
}

export interface DynamoDbParts {
  readonly world: World;
  readonly store: Store;
  /** Have provisioned tables refuse what exceeds their throughput, as AWS does; otherwise they only count it. */
  readonly throttleTables?: boolean | undefined;
  /** The service that the project is to run on, when it is not AWS's own. */
  readonly target?: TargetProfile | undefined;
  /** Told of what the requests use. */
  readonly meter?: DynamoDbMeter | undefined;
  /** Told of faults that are ours: AWS's 500 is the caller's answer. */
  readonly report?: ((error: unknown) => void) | undefined;
}

/** DynamoDB on a store. The caller closes the store once nothing calls the service any more. */
export function createDynamoDb({
  world,
  store,
  throttleTables = false,
  target,
  meter,
  report = rethrowLater,
}: DynamoDbParts): DynamoDbService {
  const database: Database = {
    world,
    store,
    tables: new TableCatalog(store, world),
    streams: new StreamLog(store, world),
    expressions: new ExpressionCache(),
    throttle: createUnitTaker(throttleTables ? new Throttle(world) : undefined, meter),
    meter,
  };
  resumeBackfills(database, report);
  startSweeper(database, report);
  const byName = new Map([...operations, ...streamOperations].map((operation) => [operation.name, operation]));

  function run(name: string, input: unknown): JsonOutput | Promise<JsonOutput> {
    const operation = byName.get(name);
    if (target && isRecord(input)) {
      const lacking = refusalOfTarget(target, name, input);
      if (lacking) return Promise.reject(lacking);
    }
    return operation ? operation.run(database, input) : Promise.reject(refusalOf(name));
  }

  const json: JsonService = {
    targetPrefixes: ['DynamoDB_20120810', 'DynamoDBStreams_20120810'],
    exceptionPackage: 'com.amazonaws.dynamodb.v20120810',
    run,
    resourceOf: tableNameOf,
  };

  return {
    signingName: 'dynamodb',
    handle: (request) => Promise.resolve(answerJson(json, request, report)),
    async call(name, input) {
      return parsed(await run(name, input));
    },
    onStreamRecord: (streamArn, listener) => database.streams.listen(findStream(database, streamArn).stream, listener),
  };
}

function parsed(output: JsonOutput): Record<string, unknown> {
  if (!(output instanceof JsonText)) return { ...output };
  return output.body.length === 0 ? {} : JSON.parse(output.body.toString('utf8'));
}

function tableNameOf(input: unknown): string | undefined {
  if (!isRecord(input)) return undefined;
  if (typeof input.TableName === 'string') return input.TableName;
  if (typeof input.StreamArn === 'string') return input.StreamArn.split('/')[1];
  if (isRecord(input.RequestItems)) return Object.keys(input.RequestItems).join(', ');
  return Array.isArray(input.TransactItems) ? tablesOf(input.TransactItems).join(', ') : undefined;
}

/** Each item names its table inside of what is to be done with it: `{"Put": {"TableName": ...}}`. */
function tablesOf(items: readonly unknown[]): readonly string[] {
  const names = items
    .flatMap((it) => (isRecord(it) ? Object.values(it) : []))
    .flatMap((it) => (isRecord(it) && typeof it.TableName === 'string' ? [it.TableName] : []));
  return [...new Set(names)];
}

/** A fault nobody listens for must not pass in silence: it reaches the process as an uncaught error. */
function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

import { resolve } from 'node:path';
import { createAwsEndpoint } from './server/aws-endpoint.ts';
import { listenOn } from './server/listen-on.ts';
import { createDynamoDb } from './services/dynamodb/dynamodb.ts';
import { targetOf } from './services/dynamodb/dynamodb-targets.ts';
import { openMemoryStore, openStore } from './store/open-store.ts';
import type { AwsCall } from './trace/trace.ts';
import { createWorld, type World } from './world/world.ts';

export { dynamoDbTargets } from './services/dynamodb/dynamodb-targets.ts';
export { SetupError } from './world/setup-error.ts';

export interface DynamoDbOptions {
  /** Keep nothing: the tables go with `stop`. */
  readonly memory?: boolean;
  /** The folder of the data, as `gatewright dev --data` has it; wanted unless `memory` is set. */
  readonly dataRoot?: string;
  /** A free one without it. */
  readonly port?: number;
  readonly world?: World;
  /** Have provisioned tables refuse what exceeds their throughput, as AWS does. */
  readonly throttleTables?: boolean;
  /** The name of the DynamoDB-compatible service that the project is to run on; what it lacks is refused: `alternator`. */
  readonly target?: string;
  onCall?(call: AwsCall): void;
}

export interface LocalDynamoDb {
  /** The endpoint for AWS's clients; any credentials and any region will do. */
  readonly url: string;
  readonly port: number;
  /** Finishes the writes under way and closes the port. */
  stop(): Promise<void>;
}

/**
 * DynamoDB alone on a port of this machine, for tests and in the place of DynamoDB Local. Several may run side by side.
 *
 * @throws SetupError when the port is taken or the data folder cannot be used
 */
export async function startDynamoDB(options: DynamoDbOptions): Promise<LocalDynamoDb> {
  const { memory = false, dataRoot, port = 0, world = createWorld() } = options;
  if (memory === (dataRoot !== undefined)) throw new TypeError('startDynamoDB takes either { memory: true } or { dataRoot }.');
  const target = targetOf(options.target);
  const store = dataRoot === undefined ? openMemoryStore() : openStore(resolve(dataRoot, 'data'));
  const endpoint = createAwsEndpoint({
    world,
    services: [createDynamoDb({ world, store, throttleTables: options.throttleTables, target })],
    onCall: (_accessKeyId, call) => options.onCall?.(call),
  });
  try {
    const taken = await listenOn(endpoint, port, { tryNext: false, what: 'DynamoDB', option: '--port' });
    return {
      url: `http://127.0.0.1:${taken}`,
      port: taken,
      async stop() {
        await endpoint.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

import { createServer, type Server } from 'node:http';
import { DynamoDBClient, type DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { createDynamoDb } from '../../packages/engine/src/services/dynamodb/dynamodb.ts';
import { openMemoryStore } from '../../packages/engine/src/store/open-store.ts';
import type { World } from '../../packages/engine/src/world/world.ts';
import { createWorld } from '../../packages/engine/src/world/world.ts';

/** What the suites talk to: TARGET_URL when it is set, or our own service on a free port with a throw-away store. */
export interface Endpoint {
  readonly url: string;
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

export async function startEndpoint(world: World = createWorld()): Promise<Endpoint> {
  const target = process.env.TARGET_URL;
  const own = target === undefined ? await serve(world) : undefined;
  const url = target ?? own?.url ?? '';
  const client = new DynamoDBClient({
    endpoint: url,
    region: world.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    // A fault of ours must fail the test, not be tried again.
    maxAttempts: 1,
  });
  return {
    url,
    client,
    async stop() {
      client.destroy();
      await own?.stop();
    },
  };
}

async function serve(world: World): Promise<{ url: string; stop(): Promise<void> }> {
  const store = openMemoryStore();
  const dynamodb = createDynamoDb({ world, store });
  // Longer than any test waits between two calls: a connection closed under a call is a fault that only a slow machine sees.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const answer = await dynamodb.handle({
        method: request.method ?? 'GET',
        url: request.url ?? '/',
        headers: request.headers,
        body: Buffer.concat(chunks),
        requestId: world.hex(52).toUpperCase(),
      });
      response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${portOf(server)}`, stop: () => stop(server, store) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}

async function stop(server: Server, store: { close(): Promise<void> }): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await store.close();
}

/** The error of a call that must be refused, as `Code: message`. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { name, message }: Partial<DynamoDBServiceException> = error instanceof Error ? error : {};
    return `${name}: ${message}`;
  }
  return 'accepted';
}

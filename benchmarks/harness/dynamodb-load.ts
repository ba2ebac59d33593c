import { connect } from 'node:net';

export interface Call {
  readonly operation: string;
  readonly input: object;
}

export interface DynamoDbLoad {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
  /** All that were answered, those of the warm-up too. */
  readonly requestCount: number;
}

/** Requests of one kind are made before the clock runs, and sent over and over. */
const madeBefore = 1000;

/**
 * Sends DynamoDB requests over raw keep-alive connections, one in flight on each, for `durationMs` after a warm-up of a third of
 * that. The client makes and parses no more than it must, so that what is measured is the server.
 *
 * @param next makes the request with that number
 */
export async function runDynamoDbLoad(
  url: string,
  { connections, durationMs, next }: { connections: number; durationMs: number; next: (n: number) => Call },
): Promise<DynamoDbLoad> {
  const made = Array.from({ length: madeBefore }, (_, n) => requestBytes(url, next(n)));
  let count = 0;
  const bytesOf = (): Buffer => made[count++ % madeBefore] ?? Buffer.alloc(0);
  const warm = await burst(url, connections, durationMs / 3, bytesOf);
  const { latencies, elapsedMs } = await burst(url, connections, durationMs, bytesOf);
  latencies.sort((a, b) => a - b);
  return {
    requestsPerSecond: (latencies.length / elapsedMs) * 1000,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN,
    requestCount: warm.latencies.length + latencies.length,
  };
}

/** Sends `count` requests, as many at a time as there are connections. */
export async function sendCalls(
  url: string,
  { connections, count, next }: { connections: number; count: number; next: (n: number) => Call },
): Promise<void> {
  let sent = 0;
  const bytesOf = (): Buffer | undefined => (sent < count ? requestBytes(url, next(sent++)) : undefined);
  await Promise.all(Array.from({ length: connections }, () => runOne(url, bytesOf, () => undefined)));
}

const authorization = 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

function requestBytes(url: string, { operation, input }: Call): Buffer {
  const body = JSON.stringify(input);
  return Buffer.from(
    `POST / HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: DynamoDB_20120810.${operation}\r\n` +
      `X-Amz-Date: 20260101T000000Z\r\nAuthorization: ${authorization}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

async function burst(
  url: string,
  connections: number,
  durationMs: number,
  bytesOf: () => Buffer,
): Promise<{ latencies: number[]; elapsedMs: number }> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const inTime = (): Buffer | undefined => (performance.now() < startedAt + durationMs ? bytesOf() : undefined);
  const runs = Array.from({ length: connections }, () => runOne(url, inTime, (latencyMs) => latencies.push(latencyMs)));
  await Promise.all(runs);
  return { latencies, elapsedMs: performance.now() - startedAt };
}

/** One connection: request after request until `next` has none. */
function runOne(url: string, next: () => Buffer | undefined, answered: (latencyMs: number) => void): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    let sentAt = 0;
    let wanted = -1;
    let received = 0;
    const send = (): void => {
      const bytes = next();
      if (!bytes) {
        socket.destroy();
        resolve();
        return;
      }
      wanted = -1;
      received = 0;
      sentAt = performance.now();
      socket.write(bytes);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      if (wanted === -1) {
        const head = chunk.toString('latin1', 0, Math.min(chunk.length, 2048));
        const end = head.indexOf('\r\n\r\n');
        const length = /content-length: (\d+)/i.exec(head)?.[1];
        if (!head.startsWith('HTTP/1.1 200') || length === undefined || end === -1) {
          socket.destroy();
          reject(new Error(`Not an answer of 200: ${chunk.toString('utf8').slice(0, 500)}`));
          return;
        }
        wanted = end + 4 + Number(length);
      }
      received += chunk.length;
      if (received < wanted) return;
      answered(performance.now() - sentAt);
      send();
    });
  });
}

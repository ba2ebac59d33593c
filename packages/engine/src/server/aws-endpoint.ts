import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { AwsRequest, AwsResponse, AwsService } from '../protocol/aws-service.ts';
import { refuseService } from '../protocol/refuse-service.ts';
import { readCredential } from '../protocol/sigv4.ts';
import type { AwsCall } from '../trace/trace.ts';
import type { World } from '../world/world.ts';

/** DynamoDB takes 16 MB, the largest of the services behind this port. */
const maximumBodyBytes = 16 * 1024 * 1024 + 64 * 1024;

export interface AwsEndpointOptions {
  readonly world: World;
  readonly services: readonly AwsService[];
  /** Told of each call, with the access key id that signed it. */
  onCall(accessKeyId: string | undefined, call: AwsCall): void;
}

/** The one port behind which every AWS service is reached, over AWS's own wire protocols. */
export interface AwsEndpoint {
  /** Starts to accept connections on 127.0.0.1; 0 takes a free port. @throws NodeJS.ErrnoException EADDRINUSE */
  listen(port: number): Promise<number>;
  stop(): Promise<void>;
}

export function createAwsEndpoint(options: AwsEndpointOptions): AwsEndpoint {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: 64 * 1024 }, (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      // A bug of ours: the caller gets AWS's internal failure, the developer gets the stack.
      process.emitWarning(error instanceof Error ? error : new Error(String(error)));
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      response.end('{"__type":"InternalServerError","message":"Internal server error"}');
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve((server.address() as AddressInfo).port);
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, { world, services, onCall }: AwsEndpointOptions): Promise<void> {
  const startedAt = performance.now();
  const requestId = world.uuid();
  const refused = refuseForeignPage(request);
  if (refused) {
    response.writeHead(403, { 'content-type': 'text/plain' }).end(refused);
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const credential = readCredential(request.headers.authorization, request.url ?? '/');
  const name = credential?.service ?? serviceOfTarget(request.headers['x-amz-target']);
  const service = services.find((it) => it.signingName === name);
  const awsRequest: AwsRequest = { method: request.method ?? 'GET', url: request.url ?? '/', headers: request.headers, body, requestId };
  const answered: AwsResponse = service ? await service.handle(awsRequest) : refuseService(name, awsRequest);
  if (answered.stream) await sendStream(response, answered, answered.stream);
  else {
    response.writeHead(answered.status, { ...answered.headers, 'content-length': Buffer.byteLength(answered.body) });
    response.end(answered.body);
  }
  onCall(credential?.accessKeyId, {
    service: name ?? 'unknown',
    operation: answered.operation,
    resource: answered.resource,
    statusCode: answered.status,
    durationMs: performance.now() - startedAt,
    error: answered.error,
  });
}

/** Sends pieces as they come and waits for a client that reads slowly; a client that went away ends the stream. */
async function sendStream(response: ServerResponse, { status, headers, body }: AwsResponse, stream: AsyncIterable<Buffer>): Promise<void> {
  try {
    response.writeHead(status, headers);
    response.flushHeaders();
    if (body.length > 0) response.write(body);
    await pipeline(stream, response);
  } catch {
    response.destroy();
  }
}

/**
 * A page of another origin in the developer's browser must not reach the data: browsers name its origin, AWS's clients never do;
 * and a name that an attacker's DNS points at 127.0.0.1 is not one of ours.
 */
function refuseForeignPage(request: IncomingMessage): string | undefined {
  if (request.headers.origin !== undefined) return 'The AWS endpoint does not answer web pages.';
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const ours =
    host === '127.0.0.1' || host === 'localhost' || host === '[::1]' || host.endsWith('.localhost') || host.endsWith('.127.0.0.1');
  return ours ? undefined : `The AWS endpoint does not answer for the host "${host}".`;
}

function serviceOfTarget(target: string | string[] | undefined): string | undefined {
  if (typeof target !== 'string') return undefined;
  const prefix = target.split(/[_.]/)[0]?.toLowerCase();
  return prefix === 'dynamodb' || prefix === 'dynamodbstreams' ? 'dynamodb' : prefix;
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maximumBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length);
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { AwsRequest, AwsResponse, AwsService, StreamedAwsRequest, StreamingAwsService } from '../protocol/aws-service.ts';
import { refuseService } from '../protocol/refuse-service.ts';
import { type Credential, readCredential } from '../protocol/sigv4.ts';
import type { AwsCall } from '../trace/trace.ts';
import type { World } from '../world/world.ts';
import { type KnownSigners, refuseCaller } from './verify-call.ts';

/** DynamoDB takes 16 MB, the largest of the services that do not say otherwise. */
const maximumBodyBytes = 16 * 1024 * 1024 + 64 * 1024;
/** A client reads no answer before it has sent all; one that sends this many times what is taken is cut off. */
const drainedTimes = 8;
/** The longest body that is copied to leave in one write with its head: past this the copy costs more than a second piece. */
const oneWriteBytes = 16 * 1024;

export interface AwsEndpointOptions {
  readonly world: World;
  readonly services: readonly (AwsService | StreamingAwsService)[];
  /** JSON documents that need no signature, by path: what a token issuer publishes. */
  documentAt?(path: string): Promise<object | undefined>;
  /** Whose signatures count; without it nobody's is verified. */
  readonly signers?: KnownSigners | undefined;
  /** Answers what no service here has. Without it such calls are refused, and nothing leaves this machine. */
  readonly forward?: Forward | undefined;
  /** Told of each call, with the access key id that signed it. */
  onCall(accessKeyId: string | undefined, call: AwsCall): void;
}

/** A call to send on, with whom it is signed for. */
export type Forward = (request: AwsRequest | StreamedAwsRequest, credential: Credential | undefined) => Promise<AwsResponse>;

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

async function answer(message: IncomingMessage, response: ServerResponse, options: AwsEndpointOptions): Promise<void> {
  const { world, services, onCall } = options;
  const startedAt = performance.now();
  const { method = 'GET', url = '/', headers } = message;
  const request = { method, url, headers, requestId: world.uuid() };
  const credential = readCredential(headers.authorization, url);
  const name = credential?.service ?? unsignedService(message);
  const service = services.find((it) => it.signingName === name);
  const refused = refuseForeignHost(message) ?? (mayAnswer(message, service) ? undefined : 'The AWS endpoint does not answer web pages.');
  if (refused !== undefined) {
    response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' }).end(refused);
    return;
  }
  const document = method === 'GET' && !credential ? await options.documentAt?.(url) : undefined;
  if (document) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
    return;
  }
  const { forward } = options;
  const sendOn = forward && ((it: AwsRequest | StreamedAwsRequest) => forward(it, credential));
  const { signers } = options;
  const verify =
    signers && ((body: Buffer) => refuseCaller({ message, request: { ...request, body }, credential, service: name }, signers));
  const answered = await answerOf({ service, name, sendOn, verify }, request, message);
  if (answered === undefined) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  if (answered.stream) await sendStream(response, answered, answered.stream);
  else send(response, answered, message);
  onCall(credential?.accessKeyId, {
    service: name ?? 'unknown',
    operation: answered.operation,
    resource: answered.resource,
    statusCode: answered.status,
    durationMs: performance.now() - startedAt,
    error: answered.error,
    ...(answered.upstream !== undefined && { upstream: answered.upstream }),
  });
}

interface Answerer {
  readonly service: AwsService | StreamingAwsService | undefined;
  readonly name: string | undefined;
  /** Refuses a caller who is not known; nothing where nobody is asked. */
  readonly verify: ((body: Buffer) => Promise<AwsResponse | undefined>) | undefined;
  readonly sendOn: ((request: AwsRequest | StreamedAwsRequest) => Promise<AwsResponse>) | undefined;
}

/** Undefined when the body is too long. */
async function answerOf(
  { service, name, verify, sendOn }: Answerer,
  request: Omit<AwsRequest, 'body'>,
  message: IncomingMessage,
): Promise<AwsResponse | undefined> {
  if (service && 'handleStream' in service) {
    const refused = verify && (await verify(Buffer.alloc(0)));
    if (refused) return refused;
    const answered = await service.handleStream({ ...request, body: message });
    // A body that has been read is gone.
    return answered.notServed && sendOn && !message.readableDidRead ? sendOn({ ...request, body: message }) : answered;
  }
  const body = await readBody(message, service?.bodies?.maximumBytes ?? maximumBodyBytes);
  if (body === undefined) return service?.bodies?.refuse(request);
  const whole = { ...request, body };
  const refused = verify && (await verify(body));
  if (refused) return refused;
  const answered = service ? await service.handle(whole) : refuseService(name, whole);
  return answered.notServed && sendOn ? sendOn(whole) : answered;
}

function send(response: ServerResponse, { status, headers, body }: AwsResponse, message: IncomingMessage): void {
  const flat: string[] = headers['content-length'] === undefined ? ['content-length', String(Buffer.byteLength(body))] : [];
  // A body that nobody has read stands between this answer and the next request.
  if (!message.complete) flat.push('connection', 'close');
  for (const name of Object.keys(headers)) if (message.complete || name !== 'connection') flat.push(name, headers[name] ?? '');
  response.writeHead(status, flat);
  // Text leaves in one write with its head: so do bytes, as characters of one byte each.
  if (typeof body !== 'string' && body.length <= oneWriteBytes) response.end(body.toString('latin1'), 'latin1');
  else response.end(body);
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

/** A name that an attacker's DNS points at 127.0.0.1 is not one of ours. */
function refuseForeignHost({ headers }: IncomingMessage): string | undefined {
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const ours =
    host === '127.0.0.1' || host === 'localhost' || host === '[::1]' || host.endsWith('.localhost') || host.endsWith('.127.0.0.1');
  return ours ? undefined : `The AWS endpoint does not answer for the host "${host}".`;
}

/**
 * A page of another origin in the developer's browser must not reach the data. Browsers name its origin, AWS's clients never do; a
 * service whose resources have rules of their own for pages, as buckets do, decides itself.
 */
function mayAnswer(message: IncomingMessage, service: AwsService | StreamingAwsService | undefined): boolean {
  const { method = 'GET', url = '/', headers } = message;
  if (headers.origin === undefined) return true;
  return service !== undefined && 'allowsPage' in service && service.allowsPage({ method, url, headers });
}

/** Whom a request without a signature is for: the service of its target, or the one whose resources anybody may be allowed to read. */
function unsignedService({ method, headers, url = '' }: IncomingMessage): string | undefined {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const prefix = target.split(/[_.]/)[0]?.toLowerCase();
    return prefix === 'dynamodb' || prefix === 'dynamodbstreams' ? 'dynamodb' : prefix;
  }
  // Links in what a topic sends, which whoever got them may follow.
  if (method === 'GET' && /^\/\?Action=(?:ConfirmSubscription|Unsubscribe)&/.test(url)) return 'sns';
  const isForm = method === 'POST' && String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  // Callers who have a token of an identity provider have no key to sign with yet.
  return isForm ? 'sts' : 's3';
}

/** Undefined when it is too long, or broke off. A handful of listeners: an async iterator costs more than most operations do. */
function readBody(message: IncomingMessage, maximumBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maximumBytes) chunks.push(chunk);
      else if (length > drainedTimes * maximumBytes) message.destroy();
      else chunks.length = 0;
    });
    message.on('end', () => {
      const [only] = chunks;
      resolve(length > maximumBytes ? undefined : only && chunks.length === 1 ? only : Buffer.concat(chunks, length));
    });
    message.on('error', () => resolve(undefined));
    message.on('close', () => resolve(undefined));
  });
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { GatewayAnswer } from '../gateway/gateway-request.ts';
import { pathOf } from '../gateway/gateway-request.ts';
import { createGateways, type Gateways, type GatewayTarget } from '../gateway/gateways.ts';
import { type Identities, noIdentities } from '../gateway/identity/identities.ts';
import { RequestHeaders } from '../gateway/request-headers.ts';
import type { Services } from '../services/services.ts';
import { beginTrace, type RequestTrace } from '../trace/trace.ts';
import type { World } from '../world/world.ts';
import { bodyTooLarge, failed, headersTooLarge } from './listener-answers.ts';
import { maximumBodyBytes, readBody } from './read-body.ts';
import { answerBadRequest, Turns } from './sockets.ts';

export interface ApiServerOptions {
  readonly world: World;
  readonly services: Services;
  /** Whose tokens and signatures can be verified; nobody's without it. */
  readonly identities?: Identities;
  /** Told of each request when it is over. */
  onRequest(trace: RequestTrace): void;
}

/** The port that the user's APIs answer on. */
export interface ApiServer {
  /** Starts to accept connections on 127.0.0.1; 0 takes a free port. Resolves to the port. @throws NodeJS.ErrnoException */
  listen(port: number): Promise<number>;
  /** Ends every connection and waits until the port is free. */
  stop(): Promise<void>;
}

/** Room for our own answer to headers that API Gateway refuses; beyond it the parser gives up. */
const maximumParsedHeaderBytes = 256 * 1024;

/** @source "Amazon API Gateway quotas": total combined size of request line and header values */
const maximumHeaderBytes = 10_240;

const noBody = Buffer.alloc(0);

export function createApiServer(options: ApiServerOptions): ApiServer {
  const { world, services, identities = noIdentities } = options;
  const gateways = createGateways({ world, services, identities });
  const server = createServer({
    maxHeaderSize: maximumParsedHeaderBytes,
    keepAliveTimeout: 60_000,
    headersTimeout: 60_000,
    requestTimeout: 120_000,
  });
  // A client that has said all it has to say still waits for its answer: node:http would hang up on it.
  Object.assign(server, { httpAllowHalfOpen: true });
  // Nobody tunnels through an API; node:http would hang up without a word.
  server.on('connect', (_message: IncomingMessage, socket: Socket) => {
    const { statusCode, refusal } = answerBadRequest(new Error('CONNECT asks for a tunnel'), socket);
    options.onRequest({ ...createTrace(options.world, 'CONNECT', '?'), refusal, statusCode, durationMs: 0 });
  });
  const turns = new Turns();
  const serve = (message: IncomingMessage, response: ServerResponse): void => {
    turns.take(message.socket, () => answerMessage(gateways, options, message, response));
  };
  server.on('request', serve);
  // A client that asks before it sends a large body is told at once that it is too large.
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    if (!(Number(message.headers['content-length']) > maximumBodyBytes)) response.writeContinue();
    serve(message, response);
  });
  server.on('checkExpectation', serve);
  server.on('clientError', (error: Error & { readonly code?: string }, socket: Socket) => {
    const trace = createTrace(options.world, '?', '?');
    const { statusCode, refusal } = answerBadRequest(error, socket);
    trace.refusal = refusal;
    trace.statusCode = statusCode;
    trace.durationMs = 0;
    options.onRequest(trace);
  });
  return { listen: (port) => listen(server, port), stop: () => stop(server) };
}

/** Answers one message: at once when nothing has to be waited for. */
function answerMessage(
  gateways: Gateways,
  options: ApiServerOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  const method = message.method ?? 'GET';
  const url = message.url ?? '/';
  const trace = createTrace(options.world, method, pathOf(url));
  const startedAt = performance.now();
  const headers = new RequestHeaders(message.rawHeaders);
  const target = gateways.targetOf(headers.last('host'), trace.path);
  trace.apiType = target.kind;
  const answering: Answering = { options, target, trace, response, startedAt, method };
  let statusCode: number;
  try {
    const answer = answerOf(target, { message, headers, url, method }, trace);
    if (answer instanceof Promise || answer.stream) return answerLater(answering, answer);
    void send(response, answer, method);
    statusCode = answer.statusCode;
  } catch (error) {
    statusCode = fail(answering, error);
  }
  end(answering, statusCode);
  return undefined;
}

/** A message that is being answered. */
interface Answering {
  readonly options: ApiServerOptions;
  readonly target: GatewayTarget;
  readonly trace: RequestTrace;
  readonly response: ServerResponse;
  readonly startedAt: number;
  readonly method: string;
}

async function answerLater(answering: Answering, answer: GatewayAnswer | Promise<GatewayAnswer | undefined>): Promise<void> {
  const { response, method } = answering;
  let statusCode: number;
  try {
    const given = await answer;
    if (given) await send(response, given, method);
    statusCode = given?.statusCode ?? 400;
  } catch (error) {
    statusCode = fail(answering, error);
  }
  end(answering, statusCode);
}

/** Answers a fault of ours. */
function fail({ trace, target, response, method }: Answering, error: unknown): number {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  trace.refusal = {
    layer: 'gatewright',
    rule: 'BUG',
    message: `gatewright itself failed on this request: ${stack}`,
    hint: 'Please report it.',
  };
  if (!response.headersSent) void send(response, failed(target.kind, trace), method);
  return 500;
}

function end({ options, trace, startedAt }: Answering, statusCode: number): void {
  trace.statusCode = statusCode;
  trace.durationMs = performance.now() - startedAt;
  options.onRequest(trace);
}

interface ReadMessage {
  readonly message: IncomingMessage;
  readonly headers: RequestHeaders;
  readonly url: string;
  readonly method: string;
}

/** The answer to one message; undefined when its client went away before it was whole. */
function answerOf(target: GatewayTarget, read: ReadMessage, trace: RequestTrace): GatewayAnswer | Promise<GatewayAnswer | undefined> {
  const { message, headers } = read;
  if (headers.valueBytes > maximumHeaderBytes) {
    const hint = 'Send fewer or shorter headers; cookies are the usual cause.';
    const fact = `The header values have ${headers.valueBytes} bytes; API Gateway takes ${maximumHeaderBytes}.`;
    trace.refusal = { layer: 'gateway', rule: 'HEADERS_TOO_LARGE', message: fact, hint };
    return headersTooLarge(target.kind, trace, maximumHeaderBytes);
  }
  const declared = headers.last('content-length');
  if (declared === undefined && !headers.has('transfer-encoding')) return answerWith(noBody, target, read, trace);
  return readBody(message, Number(declared ?? Number.NaN)).then((body) => {
    if (body === 'too large') {
      const hint = 'Let the client put large files into S3 with a presigned URL.';
      const fact = `The body has more than ${maximumBodyBytes} bytes, the most API Gateway takes.`;
      trace.refusal = { layer: 'gateway', rule: 'REQUEST_TOO_LARGE', message: fact, hint };
      return bodyTooLarge(target.kind, trace);
    }
    if (body === 'truncated') {
      const promised = declared === undefined ? '' : ` It promised ${declared} bytes.`;
      const fact = `The client went away before its body was whole.${promised}`;
      trace.refusal = { layer: 'gateway', rule: 'TRUNCATED', message: fact };
      return undefined;
    }
    return answerWith(body, target, read, trace);
  });
}

function answerWith(
  body: Buffer,
  target: GatewayTarget,
  { message, headers, url, method }: ReadMessage,
  trace: RequestTrace,
): GatewayAnswer | Promise<GatewayAnswer> {
  const { remoteAddress = '127.0.0.1', localPort = 0 } = message.socket;
  const sourceIp = remoteAddress.startsWith('::ffff:') ? remoteAddress.slice(7) : remoteAddress;
  trace.requestBytes = body.length;
  return target.answer({ method, url, headers, body, sourceIp, port: localPort, requestId: trace.requestId }, trace);
}

function createTrace(world: World, method: string, path: string): RequestTrace {
  return beginTrace({ requestId: world.uuid(), startedAtMs: world.now(), method, path });
}

/** @returns a promise only for what comes in pieces */
function send(response: ServerResponse, { statusCode, headers, body, stream }: GatewayAnswer, method: string): Promise<void> | undefined {
  const bodiless = statusCode === 204 || statusCode === 304;
  if (!bodiless && !stream) headers.push('Content-Length', String(typeof body === 'string' ? Buffer.byteLength(body) : body.length));
  // Said in our own words, or Node would add a Keep-Alive header that API Gateway does not send.
  if (!headers.includes('Connection')) headers.push('Connection', response.shouldKeepAlive ? 'keep-alive' : 'close');
  // Raw names and values keep the casing that the function chose.
  response.writeHead(statusCode, headers);
  if (bodiless || method === 'HEAD') response.end();
  else if (stream) return sendStream(response, body, stream);
  else response.end(body);
  return undefined;
}

/** Sends pieces as they come and waits for a client that reads slowly; a client that went away ends the stream. */
async function sendStream(response: ServerResponse, head: Buffer | string, stream: AsyncIterable<Buffer>): Promise<void> {
  try {
    response.flushHeaders();
    if (head.length > 0) response.write(head);
    await pipeline(stream, response);
  } catch {
    response.destroy();
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

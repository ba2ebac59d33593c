import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InvokeHeader } from '../frames.ts';

/** An event on its way to a runtime. */
export interface OfferedEvent {
  readonly sequence: number;
  readonly header: InvokeHeader;
  readonly event: string | Buffer;
}

/** What a runtime's process does by the Runtime API. */
export interface RuntimeApiListener {
  /** It asked for an event: its initialisation, or the invocation before, is over. */
  onNext(): void;
  onResponse(response: { readonly payload: Buffer }): void;
  /** A streamed answer begins; its pieces and its end follow. */
  onStreamStart(contentType: string): void;
  onStreamChunk(chunk: Buffer): void;
  onStreamEnd(failed: ReportedError | undefined): void;
  onError(error: ReportedError): void;
  onInitError(error: ReportedError): void;
}

export interface ReportedError {
  /** The header's, or the body's. */
  readonly errorType: string;
  readonly payload: Buffer;
}

/** @source "Lambda quotas", observed: 6 MB and 100 bytes; streamed 200 MB */
const maximumResponseBytes = 6_291_556;
const maximumStreamedBytes = 200 * 1024 * 1024;
const maximumErrorBytes = 1024 * 1024;

const prefix = '/2018-06-01/runtime';

type State = 'Started' | 'Ready' | 'Running' | 'InvocationResponse';

/**
 * The Runtime API as one execution environment's process sees it, on a port of its own.
 *
 * @source "Using the Lambda runtime API for custom runtimes", AWS Lambda developer guide; error texts of the AWS Lambda Runtime Interface Emulator
 */
export class RuntimeApi {
  readonly #listener: RuntimeApiListener;
  readonly #server: Server;
  #state: State = 'Started';
  #waiting: ServerResponse | undefined;
  #offered: OfferedEvent | undefined;
  #running: OfferedEvent | undefined;
  /** Resumes a streamed answer whose reader was behind. */
  #resume: () => void = () => {};
  #unreadBytes = 0;

  constructor(listener: RuntimeApiListener) {
    this.#listener = listener;
    // A request that breaks off is one of a process that has ended: its exit tells the rest.
    this.#server = createServer((request, response) => void this.#handle(request, response).catch(() => response.destroy()));
    // A runtime may wait for its next event as long as it likes.
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 0;
  }

  /** @returns `127.0.0.1:PORT` */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.#server.unref();
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Hands an event to the runtime, now or when it asks. */
  offer(offered: OfferedEvent): void {
    this.#offered = offered;
    this.#deliver();
  }

  /** So many bytes of the streamed answer have been read. */
  acknowledge(bytes: number): void {
    this.#unreadBytes -= bytes;
    if (this.#unreadBytes < windowBytes) this.#resume();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const path = url.split('?')[0] ?? url;
    if (method === 'GET' && path === `${prefix}/invocation/next`) return this.#next(response);
    const [, requestId, action] = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (method === 'POST' && requestId !== undefined && action === 'response') return this.#respond(requestId, request, response);
    if (method === 'POST' && requestId !== undefined) return this.#fail(requestId, request, response);
    if (method === 'POST' && path === `${prefix}/init/error`) return this.#failInit(request, response);
    const refusal = refusals.find((it) => it.path.test(path));
    if (refusal) return answer(response, 501, { errorMessage: refusal.message, errorType: refusal.errorType });
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found\n');
  }

  #next(response: ServerResponse): void {
    if (this.#running && this.#state !== 'Ready') {
      this.#forbid(response, 'Ready');
      return;
    }
    const first = this.#state === 'Started' || this.#state === 'InvocationResponse';
    this.#state = 'Ready';
    this.#waiting = response;
    response.once('close', () => {
      if (this.#waiting === response) this.#waiting = undefined;
    });
    if (first) this.#listener.onNext();
    this.#deliver();
  }

  #deliver(): void {
    const [response, offered] = [this.#waiting, this.#offered];
    if (!response || !offered) return;
    this.#waiting = undefined;
    this.#offered = undefined;
    this.#running = offered;
    this.#state = 'Running';
    const { requestId, invokedFunctionArn, traceId, timeoutMs, clientContext, cognitoIdentity } = offered.header;
    // As bytes: Node would write the headers of a text with the text's encoding.
    const body = Buffer.from(offered.event);
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': requestId,
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + timeoutMs),
      'Lambda-Runtime-Invoked-Function-Arn': invokedFunctionArn,
      ...(traceId !== '' && { 'Lambda-Runtime-Trace-Id': headerText(traceId) }),
      ...(clientContext !== undefined && { 'Lambda-Runtime-Client-Context': headerText(clientContext) }),
      ...(cognitoIdentity !== undefined && { 'Lambda-Runtime-Cognito-Identity': headerText(cognitoIdentity) }),
      'Content-Length': body.length,
    });
    response.end(body);
  }

  async #respond(requestId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const running = this.#accept(requestId, 'InvocationResponse', response);
    if (!running) return;
    const mode = request.headers['lambda-runtime-function-response-mode'];
    if (mode !== undefined && mode !== 'streaming') {
      return answer(response, 400, { errorMessage: 'Invalid function response mode', errorType: 'InvalidFunctionResponseMode' });
    }
    this.#state = 'InvocationResponse';
    if (mode === 'streaming' && running.header.streamed) return this.#stream(request, response);
    const payload = await read(request, maximumResponseBytes);
    const failed = mode === 'streaming' ? trailingError(request) : undefined;
    this.#running = undefined;
    if (payload === undefined) {
      this.#listener.onError(tooLarge(maximumResponseBytes));
      const errorMessage = `Exceeded maximum allowed payload size (${maximumResponseBytes} bytes).`;
      return answer(response, 413, { errorMessage, errorType: 'RequestEntityTooLarge' });
    }
    if (failed) this.#listener.onError(failed);
    else this.#listener.onResponse({ payload });
    accepted(response);
  }

  async #stream(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#listener.onStreamStart(request.headers['content-type'] ?? 'application/octet-stream');
    let bytes = 0;
    let failed: ReportedError | undefined;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maximumStreamedBytes) {
        failed = tooLarge(maximumStreamedBytes);
        break;
      }
      this.#unreadBytes += chunk.length;
      this.#listener.onStreamChunk(chunk);
      if (this.#unreadBytes >= windowBytes) await new Promise<void>((resolve) => (this.#resume = resolve));
    }
    this.#unreadBytes = 0;
    this.#running = undefined;
    this.#listener.onStreamEnd(failed ?? trailingError(request));
    accepted(response);
  }

  async #fail(requestId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#accept(requestId, 'InvocationErrorResponse', response)) return;
    this.#state = 'InvocationResponse';
    const error = reportedError(request, await read(request, maximumErrorBytes));
    this.#running = undefined;
    this.#listener.onError(error);
    accepted(response);
  }

  async #failInit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#state !== 'Started') return this.#forbid(response, 'InitError');
    const error = reportedError(request, await read(request, maximumErrorBytes));
    accepted(response);
    this.#listener.onInitError(error);
  }

  /** The running invocation, when the runtime may answer it. */
  #accept(requestId: string, wanted: string, response: ServerResponse): OfferedEvent | undefined {
    if (this.#state !== 'Running') {
      this.#forbid(response, wanted);
      return undefined;
    }
    if (this.#running?.header.requestId === requestId) return this.#running;
    answer(response, 400, { errorMessage: 'Invalid request ID', errorType: 'InvalidRequestID' });
    return undefined;
  }

  #forbid(response: ServerResponse, wanted: string): void {
    const errorMessage = `State transition from ${this.#state} to ${wanted} failed for runtime. Error: State transition is not allowed`;
    answer(response, 403, { errorMessage, errorType: 'InvalidStateTransition' });
  }
}

/** What of a streamed answer may wait for its reader. */
const windowBytes = 256 * 1024;

/** APIs that AWS has at the same address, and that are not here. */
const refusals: readonly { readonly path: RegExp; readonly errorType: string; readonly message: string }[] = [
  {
    path: /^\/2020-01-01\/extension\//,
    errorType: 'Extension.NotSupported',
    message: 'gatewright runs no Lambda extensions: leave the layer or the package that registers one out of a local run.',
  },
  {
    path: /^\/2020-08-15\/logs/,
    errorType: 'Logs.NotSupported',
    message: 'gatewright has no Logs API: what a function logs is on the terminal.',
  },
  {
    path: /^\/2022-07-01\/telemetry/,
    errorType: 'Telemetry.NotSupported',
    message: 'gatewright has no Telemetry API: what a function logs is on the terminal.',
  },
  {
    path: /^\/2018-06-01\/runtime\/restore\//,
    errorType: 'Runtime.NotSupported',
    message: 'gatewright takes no snapshots: AWS_LAMBDA_INITIALIZATION_TYPE is not snap-start.',
  },
];

function answer(response: ServerResponse, status: number, document: object): void {
  const body = `${JSON.stringify(document)}\n`;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

function accepted(response: ServerResponse): void {
  answer(response, 202, { status: 'OK' });
}

/** The body, or undefined when it is longer. */
async function read(request: IncomingMessage, maximumBytes: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maximumBytes) parts.push(chunk);
  }
  return bytes <= maximumBytes ? Buffer.concat(parts) : undefined;
}

function reportedError({ headers }: IncomingMessage, body: Buffer | undefined): ReportedError {
  const type = headers['lambda-runtime-function-error-type'];
  const payload = body ?? Buffer.from('"Invalid error body"');
  return { errorType: typeof type === 'string' && type !== '' ? type : 'Unhandled', payload };
}

/** A streamed answer that breaks tells so after its last piece. */
function trailingError({ trailers }: IncomingMessage): ReportedError | undefined {
  const errorType = trailers['lambda-runtime-function-error-type'];
  if (errorType === undefined) return undefined;
  return { errorType, payload: Buffer.from(trailers['lambda-runtime-function-error-body'] ?? '', 'base64') };
}

function tooLarge(maximumBytes: number): ReportedError {
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${maximumBytes} bytes).`;
  return { errorType, payload: Buffer.from(JSON.stringify({ errorMessage, errorType })) };
}

/** Node writes headers as Latin-1: the bytes of UTF-8, as AWS sends them. */
function headerText(text: string): string {
  return Buffer.from(text.replaceAll(/[\r\n]/g, ' ')).toString('latin1');
}

import { Writable } from 'node:stream';
import type { ResponseSink } from './response-sink.ts';

const streamingKey: unique symbol = Symbol.for('aws.lambda.runtime.handler.streaming') as never;
const highWaterMarkKey: unique symbol = Symbol.for('aws.lambda.runtime.handler.highWaterMark') as never;
const integrationResponseType = 'application/vnd.awslambda.http-integration-response';
const preludeDelimiter = Buffer.alloc(8);

/** Gives functions the global `awslambda`. @source "Response streaming for Lambda functions", AWS Lambda developer guide */
export function provideAwsLambda(): void {
  const awslambda = {
    streamifyResponse: (handler: object, options?: { readonly highWaterMark?: unknown }): object => {
      Reflect.set(handler, streamingKey, 'response');
      const highWaterMark = Number(options?.highWaterMark);
      if (Number.isInteger(highWaterMark)) Reflect.set(handler, highWaterMarkKey, highWaterMark);
      return handler;
    },
    HttpResponseStream: {
      /** The stream, which will begin with status, headers and cookies as JSON and eight NUL bytes. */
      from: (stream: ResponseStream, prelude: unknown): ResponseStream => {
        stream.setContentType(integrationResponseType);
        stream.setPrelude(JSON.stringify(prelude));
        return stream;
      },
    },
  };
  Reflect.set(globalThis, 'awslambda', awslambda);
}

export function isStreaming(handler: object): boolean {
  return Reflect.get(handler, streamingKey) === 'response';
}

/** How much a streaming handler may write before `write` answers false, where it has said so. */
export function highWaterMarkOf(handler: object): number | undefined {
  const value: unknown = Reflect.get(handler, highWaterMarkKey);
  return typeof value === 'number' ? value : undefined;
}

/** What a streaming handler writes to. */
export class ResponseStream extends Writable {
  readonly #sink: ResponseSink;
  #prelude: string | undefined;
  #contentType = 'application/octet-stream';
  #written = false;
  #begun = false;

  constructor(sink: ResponseSink, highWaterMark: number | undefined) {
    super(highWaterMark === undefined ? {} : { highWaterMark });
    this.#sink = sink;
  }

  /** @throws Error when something has been written already */
  setContentType(contentType: string): void {
    if (this.#written) {
      const error = new Error('Cannot set content-type, too late.');
      error.name = 'Runtime.InvalidStreamingOperation';
      throw error;
    }
    this.#contentType = contentType;
  }

  setPrelude(prelude: string): void {
    this.#prelude = prelude;
  }

  /**
   * Objects are written as JSON. The prelude goes out with the first write, and with nothing else: a stream that is only ended has none.
   * @source AWS Lambda Node.js runtime interface client
   */
  override write(chunk: unknown, ...rest: never[]): boolean {
    if (!this.#written) {
      this.#written = true;
      if (this.#prelude !== undefined) {
        super.write(this.#prelude);
        super.write(preludeDelimiter);
      }
    }
    const writable = typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
    return super.write(writable, ...rest);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#begin();
    this.#sink.write(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#begin();
    done();
  }

  #begin(): void {
    if (!this.#begun) this.#sink.begin(this.#contentType);
    this.#begun = true;
  }
}

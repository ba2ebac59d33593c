import { Writable } from 'node:stream';

const streamingKey: unique symbol = Symbol.for('aws.lambda.runtime.handler.streaming') as never;
const integrationResponseType = 'application/vnd.awslambda.http-integration-response';
const preludeDelimiter = Buffer.alloc(8);

/** Gives functions the global `awslambda`. @source "Response streaming for Lambda functions", AWS Lambda developer guide */
export function provideAwsLambda(): void {
  const awslambda = {
    streamifyResponse: (handler: object): object => {
      Reflect.set(handler, streamingKey, 'response');
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

/** What a streaming handler writes to. The parts are kept and answered as one. */
export class ResponseStream extends Writable {
  readonly #parts: Buffer[] = [];
  #prelude: string | undefined;
  contentType = 'application/octet-stream';

  setContentType(contentType: string): void {
    this.contentType = contentType;
  }

  setPrelude(prelude: string): void {
    this.#prelude = prelude;
  }

  /** Objects are written as JSON, as AWS's stream does. */
  override write(chunk: unknown, ...rest: never[]): boolean {
    const writable = typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
    return super.write(writable, ...rest);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#parts.push(chunk);
    done();
  }

  /** All that was written: prelude, NUL bytes and body when there is a prelude. */
  get body(): Buffer {
    const head = this.#prelude === undefined ? [] : [Buffer.from(this.#prelude), preludeDelimiter];
    return Buffer.concat([...head, ...this.#parts]);
  }
}

import type { InvocationResult, StreamedInvocation } from './lambda-runtime.ts';

/** The content type of an answer that comes as one. @source "InvokeWithResponseStream", AWS Lambda API reference */
const bufferedContentType = 'application/json';

/** Runs an invocation whose answer is read while it is written. Resolves when the answer begins, or is over without having begun. */
export async function streamInvocation(invoke: (stream: StreamedResponse) => Promise<InvocationResult>): Promise<StreamedInvocation> {
  const stream = new StreamedResponse();
  const result = invoke(stream).then((answered): InvocationResult => {
    // A function that does not stream gives what it answers as one piece.
    if (!stream.hasBegun && !answered.functionError) {
      stream.begin(bufferedContentType);
      stream.push(answered.payload);
    }
    stream.end();
    if (answered.functionError) return answered;
    const { functionError, executedVersion, trace } = answered;
    return {
      payload: Buffer.alloc(0),
      functionError,
      executedVersion,
      trace,
      get logTail() {
        return answered.logTail;
      },
    };
  });
  const contentType = (await stream.begun) ?? bufferedContentType;
  return { contentType, chunks: stream, result };
}

/** The pieces of one answer, from the environment that writes them to the one reader. What has not been read is bounded by the writer, who waits to be told. */
export class StreamedResponse implements AsyncIterable<Buffer> {
  /** The content type, as soon as the answer begins; undefined when it ends without having begun. */
  readonly begun: Promise<string | undefined>;
  readonly #onBegun: (contentType: string | undefined) => void;
  readonly #chunks: Buffer[] = [];
  #onTaken: (bytes: number) => void = () => {};
  #wake: () => void = () => {};
  #ended = false;
  /** Nobody reads any more: what still comes is dropped, and the function runs to its end. */
  #dropped = false;
  #hasBegun = false;

  constructor() {
    let settle: (contentType: string | undefined) => void = () => {};
    this.begun = new Promise((resolve) => {
      settle = resolve;
    });
    this.#onBegun = settle;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** @param onTaken hears how many bytes have been read, each time */
  begin(contentType: string, onTaken: (bytes: number) => void = () => {}): void {
    this.#hasBegun = true;
    this.#onTaken = onTaken;
    this.#onBegun(contentType);
  }

  push(chunk: Buffer): void {
    if (this.#dropped) this.#onTaken(chunk.length);
    else {
      this.#chunks.push(chunk);
      this.#wake();
    }
  }

  end(): void {
    this.#ended = true;
    this.#onBegun(undefined);
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (;;) {
        const chunk = this.#chunks.shift();
        if (chunk) {
          this.#onTaken(chunk.length);
          yield chunk;
        } else if (this.#ended) return;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      this.#dropped = true;
      for (const chunk of this.#chunks.splice(0)) this.#onTaken(chunk.length);
    }
  }
}

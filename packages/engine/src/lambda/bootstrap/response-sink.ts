import { encodeSequences, frameTypes } from '../frames.ts';
import type { Channel } from './channel.ts';

/** A streamed answer may be so long. @source "Response streaming for Lambda functions", AWS Lambda developer guide: 200 MB */
export const maximumStreamedBytes: number = 200 * 1024 * 1024;

/** What is under way to the reader, at most: a function that is faster waits. */
const windowBytes = 256 * 1024;
const pieceBytes = 64 * 1024;

/** Where the pieces of an answer go. */
export interface ResponseSink {
  /** Once, before the first piece, or at the end of an answer without any. */
  begin(contentType: string): void;
  /** @param done when the next piece may come */
  write(chunk: Buffer, done: () => void): void;
}

/** Keeps the pieces for a caller who reads the answer at its end. */
export class BufferedSink implements ResponseSink {
  readonly #parts: Buffer[] = [];
  readonly #maximumBytes: number;
  #bytes = 0;

  constructor(maximumBytes: number) {
    this.#maximumBytes = maximumBytes;
  }

  begin(): void {}

  write(chunk: Buffer, done: () => void): void {
    this.#bytes += chunk.length;
    if (!this.tooLarge) this.#parts.push(chunk);
    done();
  }

  get tooLarge(): boolean {
    return this.#bytes > this.#maximumBytes;
  }

  get body(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Sends the pieces to the engine as they come, no faster than they are read there. */
export class StreamedSink implements ResponseSink {
  readonly #channel: Channel;
  readonly #sequence: number;
  readonly #onTooLarge: () => void;
  #sentBytes = 0;
  #unreadBytes = 0;
  #waiting: { readonly rest: Buffer; readonly done: () => void } | undefined;

  constructor(channel: Channel, sequence: number, onTooLarge: () => void) {
    this.#channel = channel;
    this.#sequence = sequence;
    this.#onTooLarge = onTooLarge;
  }

  begin(contentType: string): void {
    this.#channel.send(frameTypes.streamStart, encodeSequences([this.#sequence]), Buffer.from(contentType));
  }

  write(chunk: Buffer, done: () => void): void {
    if (this.#sentBytes + chunk.length > maximumStreamedBytes) {
      this.#onTooLarge();
      return;
    }
    this.#sentBytes += chunk.length;
    this.#send(chunk, done);
  }

  acknowledge(bytes: number): void {
    this.#unreadBytes -= bytes;
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = undefined;
    this.#channel.waitForEvents(false);
    this.#send(waiting.rest, waiting.done);
  }

  #send(chunk: Buffer, done: () => void): void {
    for (let offset = 0; offset < chunk.length; offset += pieceBytes) {
      if (this.#unreadBytes >= windowBytes) {
        this.#waiting = { rest: chunk.subarray(offset), done };
        // Waiting for the reader is something to wait for: without this the event loop would look empty.
        this.#channel.waitForEvents(true);
        return;
      }
      const piece = chunk.subarray(offset, offset + pieceBytes);
      this.#unreadBytes += piece.length;
      this.#channel.send(frameTypes.streamChunk, encodeSequences([this.#sequence]), piece);
    }
    done();
  }
}

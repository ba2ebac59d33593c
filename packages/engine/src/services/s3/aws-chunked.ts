import { ServiceError } from '../../protocol/service-error.ts';

/** All chunks but the last. @source "Signature calculations for the Authorization header: transferring a payload in multiple chunks" */
const minimumChunkBytes = 8 * 1024;

/** A chunk's first line, and a trailer, are short. */
const maximumLineBytes = 8 * 1024;

/**
 * Takes the bytes out of the coding `aws-chunked`: a size in hexadecimal and a signature before each chunk, trailers after the last.
 * The signatures of chunks are not verified.
 *
 * @param trailers filled when the last chunk has been read, by lower-case name
 */
export async function* decodeAwsChunked(body: AsyncIterable<Buffer>, trailers: Map<string, string>): AsyncIterable<Buffer> {
  const reader = new Reader(body);
  let before = Number.POSITIVE_INFINITY;
  for (let chunk = 1; ; chunk += 1) {
    const line = await reader.line();
    const size = /^([0-9a-f]{1,12})(?:;|$)/i.exec(line)?.[1];
    if (size === undefined) throw malformed();
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    if (before < minimumChunkBytes) throw tooSmall(chunk - 1, before);
    before = length;
    yield* reader.bytes(length);
    if ((await reader.line()) !== '') throw malformed();
  }
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    if (colon < 0) throw malformed();
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

function tooSmall(chunk: number, size: number): ServiceError {
  const members = { Chunk: String(chunk), BadChunkSize: String(size) };
  const message = `Only the last chunk is allowed to have a size less than ${minimumChunkBytes} bytes`;
  return new ServiceError('InvalidChunkSizeError', message, 403, members);
}

function malformed(): ServiceError {
  return new ServiceError('IncompleteBody', 'The request body terminated unexpectedly', 400);
}

class Reader {
  readonly #pieces: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(body: AsyncIterable<Buffer>) {
    this.#pieces = body[Symbol.asyncIterator]();
  }

  /** Up to CRLF, without it; '' at the end of the body. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#rest.toString('latin1', 0, end);
        this.#rest = this.#rest.subarray(end + 2);
        return line;
      }
      if (this.#rest.length > maximumLineBytes) throw malformed();
      if (!(await this.#more())) {
        if (this.#rest.length > 0) throw malformed();
        return '';
      }
    }
  }

  async *bytes(length: number): AsyncIterable<Buffer> {
    let missing = length;
    while (missing > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) throw malformed();
      const piece = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(piece.length);
      missing -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { value, done } = await this.#pieces.next();
    if (done) {
      this.#ended = true;
      return false;
    }
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }
}

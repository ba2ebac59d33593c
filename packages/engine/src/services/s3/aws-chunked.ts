import { ServiceError } from '../../protocol/service-error.ts';

/** All chunks but the last. @source "Signature calculations for the Authorization header: transferring a payload in multiple chunks" */
const minimumChunkBytes = 8 * 1024;

/** A chunk's first line, and a trailer, are short. */
const maximumLineBytes = 8 * 1024;

/** What the signatures in a body are held to. Each refuses what is not signed well. */
export interface ChunkVerifier {
  /** Bytes of the chunk that is being read. */
  update(piece: Buffer): void;
  /** The chunk has come whole. */
  endChunk(signature: string): void;
  /** @param trailers as sent, without their signature */
  endTrailers(trailers: readonly string[], signature: string): void;
}

export interface AwsChunked {
  /** Filled when the last chunk has been read, by lower-case name. */
  readonly trailers: Map<string, string>;
  /** What the chunks' signatures are held to; undefined where nobody asks for them. */
  readonly signatures: ChunkVerifier | undefined;
}

/**
 * Takes the bytes out of the coding `aws-chunked`: a size in hexadecimal and a signature before each chunk, trailers after the last.
 * @throws ServiceError IncompleteBody, InvalidChunkSizeError, SignatureDoesNotMatch
 */
export async function* decodeAwsChunked(body: AsyncIterable<Buffer>, { trailers, signatures }: AwsChunked): AsyncIterable<Buffer> {
  const reader = new Reader(body);
  let before = Number.POSITIVE_INFINITY;
  for (let chunk = 1; ; chunk += 1) {
    const line = await reader.line();
    const [, size, signature = ''] = /^([0-9a-f]{1,12})(?:;(?:chunk-signature=([0-9a-f]*))?|$)/i.exec(line) ?? [];
    if (size === undefined) throw malformed();
    const length = Number.parseInt(size, 16);
    if (length > 0) {
      if (before < minimumChunkBytes) throw tooSmall(chunk - 1, before);
      before = length;
      for await (const piece of reader.bytes(length)) {
        signatures?.update(piece);
        yield piece;
      }
      if ((await reader.line()) !== '') throw malformed();
    }
    signatures?.endChunk(signature);
    if (length === 0) break;
  }
  const lines: string[] = [];
  let trailerSignature = '';
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    if (colon < 0) throw malformed();
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'x-amz-trailer-signature') trailerSignature = value;
    else {
      trailers.set(name, value);
      lines.push(`${name}:${value}`);
    }
  }
  if (lines.length > 0) signatures?.endTrailers(lines, trailerSignature);
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

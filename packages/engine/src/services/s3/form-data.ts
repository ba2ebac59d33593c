import { ServiceError } from '../../protocol/service-error.ts';

/** A form's fields before its file, and the file as it comes. */
export interface UploadForm {
  /** By lower-case name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  readonly file: AsyncIterable<Buffer>;
}

/** @source "POST Object", Amazon S3 API reference: all that is before the file is at most 20 KB */
const maximumFieldBytes = 20 * 1024;
const maximumFields = 1000;

/**
 * Reads a form of `multipart/form-data` up to its file; what comes after the file is not read.
 * @throws ServiceError MalformedPOSTRequest, MaxPostPreDataLengthExceededError, InvalidArgument, IncompleteBody
 * @source RFC 7578
 */
export async function readUploadForm(contentType: string, body: AsyncIterable<Buffer>): Promise<UploadForm> {
  const boundary = /boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw malformed();
  const reader = new FormReader(body, Buffer.from(`\r\n--${name}`));
  const fields = new Map<string, string>();
  await reader.preamble();
  let bytes = 0;
  while (await reader.hasPart()) {
    const headers = await reader.headers();
    const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1];
    const field = /(?:^|;)\s*name="((?:[^"\\]|\\.)*)"/i.exec(disposition ?? '')?.[1];
    if (disposition === undefined || field === undefined) throw malformed();
    if (field.toLowerCase() === 'file') {
      const fileName = /(?:^|;)\s*filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1] ?? '';
      const type = /^content-type:\s*(.*)$/im.exec(headers)?.[1]?.trim();
      if (type !== undefined && !fields.has('content-type')) fields.set('x-file-content-type', type);
      return { fields, fileName: fileName.split(/[\\/]/).at(-1) ?? '', file: reader.part(Number.POSITIVE_INFINITY) };
    }
    const pieces: Buffer[] = [];
    for await (const piece of reader.part(maximumFieldBytes - bytes)) pieces.push(piece);
    const value = Buffer.concat(pieces);
    bytes += value.length + field.length;
    if (fields.size >= maximumFields) throw tooLong();
    if (!fields.has(field.toLowerCase())) fields.set(field.toLowerCase(), value.toString('utf8'));
  }
  const members = { ArgumentName: 'file', ArgumentValue: '0' };
  throw new ServiceError('InvalidArgument', 'POST requires exactly one file upload per request.', 400, members);
}

function malformed(): ServiceError {
  return new ServiceError('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.', 400);
}

function tooLong(): ServiceError {
  const members = { MaxPostPreDataLengthBytes: String(maximumFieldBytes) };
  return new ServiceError(
    'MaxPostPreDataLengthExceededError',
    'Your POST request fields preceding the upload file were too large.',
    400,
    members,
  );
}

class FormReader {
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #delimiter: Buffer;
  /** A form begins with a delimiter that lacks its line break. */
  #rest: Buffer = Buffer.from('\r\n');

  constructor(body: AsyncIterable<Buffer>, delimiter: Buffer) {
    this.#pieces = body[Symbol.asyncIterator]();
    this.#delimiter = delimiter;
  }

  async preamble(): Promise<void> {
    for await (const _piece of this.part(maximumFieldBytes));
  }

  /** After a delimiter: a line break when a part follows, `--` at the end. */
  async hasPart(): Promise<boolean> {
    while (this.#rest.length < 2) await this.#more();
    const next = this.#rest.toString('latin1', 0, 2);
    if (next === '--') return false;
    if (next !== '\r\n') throw malformed();
    this.#rest = this.#rest.subarray(2);
    return true;
  }

  async headers(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end >= 0) {
        const text = this.#rest.toString('utf8', 0, end);
        this.#rest = this.#rest.subarray(end + 4);
        return text;
      }
      if (this.#rest.length > maximumFieldBytes) throw tooLong();
      await this.#more();
    }
  }

  /** The bytes up to the next delimiter, which is taken as well. */
  async *part(maximum: number): AsyncIterable<Buffer> {
    let size = 0;
    for (;;) {
      const end = this.#rest.indexOf(this.#delimiter);
      // The end of what has come may be the beginning of a delimiter.
      const sure = end >= 0 ? end : Math.max(0, this.#rest.length - this.#delimiter.length);
      const piece = this.#rest.subarray(0, sure);
      size += piece.length;
      if (size > maximum) throw tooLong();
      this.#rest = this.#rest.subarray(end >= 0 ? end + this.#delimiter.length : sure);
      if (piece.length > 0) yield piece;
      if (end >= 0) return;
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#pieces.next();
    if (done) throw new ServiceError('IncompleteBody', 'The request body terminated unexpectedly', 400);
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
  }
}

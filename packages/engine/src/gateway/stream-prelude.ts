import { headerFault, wireText } from './header-text.ts';

/** What a streamed answer begins with when its function said so. */
export interface StreamPrelude {
  readonly statusCode: number;
  /** Names and values in turn, cookies among them. */
  readonly headers: string[];
}

export const preludeContentType = 'application/vnd.awslambda.http-integration-response';

const delimiter = Buffer.alloc(8);
const maximumPreludeBytes = 64 * 1024;

/** Takes the prelude, JSON and eight NUL bytes, off the beginning of a stream. Undefined when there is none that can be read. */
export async function takePrelude(
  chunks: AsyncIterator<Buffer>,
): Promise<{ readonly prelude: StreamPrelude; readonly rest: Buffer } | undefined> {
  const taken = await takePreludeText(chunks, maximumPreludeBytes);
  const prelude = taken && readPrelude(taken.text);
  return prelude && { prelude, rest: taken.rest };
}

/**
 * The JSON text before the eight NUL bytes, and what was read after them. Undefined when they are not within `maximumBytes`.
 * @source "Response streaming for Lambda functions"; "Set up a Lambda proxy integration with payload response streaming"
 */
export async function takePreludeText(
  chunks: AsyncIterator<Buffer>,
  maximumBytes: number,
): Promise<{ readonly text: string; readonly rest: Buffer } | undefined> {
  let read: Buffer = Buffer.alloc(0);
  for (;;) {
    const end = read.indexOf(delimiter);
    if (end > maximumBytes) return undefined;
    if (end >= 0) return { text: read.toString('utf8', 0, end), rest: read.subarray(end + delimiter.length) };
    if (read.length > maximumBytes + delimiter.length) return undefined;
    const { done, value } = await chunks.next();
    if (done) return undefined;
    read = read.length === 0 ? value : Buffer.concat([read, value]);
  }
}

function readPrelude(text: string): StreamPrelude | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // A prelude that is no JSON is none.
    return undefined;
  }
  if (!isObject(document)) return undefined;
  const { statusCode = 200, headers = {}, cookies = [] } = document;
  if (typeof statusCode !== 'number' || !Number.isInteger(statusCode) || statusCode < 200 || statusCode > 599) return undefined;
  const lines: string[] = [];
  for (const [name, value] of Object.entries(isObject(headers) ? headers : {})) {
    if (value !== null && typeof value !== 'object' && !headerFault(name, String(value))) lines.push(name, wireText(String(value)));
  }
  for (const cookie of Array.isArray(cookies) ? cookies : []) {
    if (typeof cookie === 'string' && !headerFault('Set-Cookie', cookie)) lines.push('Set-Cookie', wireText(cookie));
  }
  return { statusCode, headers: lines };
}

function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is left of a stream, after what was read of it. */
export async function* restOf(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first;
    for (;;) {
      const { done, value } = await chunks.next();
      if (done) return;
      yield value;
    }
  } finally {
    await chunks.return?.();
  }
}

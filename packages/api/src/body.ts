import { type ErrorOptions, refusal } from './errors.ts';
import type { AnyEvent } from './events.ts';
import { headerOf } from './headers.ts';

/** What reading a body needs of a request. */
interface BodySource {
  readonly event: AnyEvent;
  readonly maximumBodyBytes?: number | undefined;
}

/** The largest body that is read where nothing else is said: 1 MiB. */
export const usualMaximumBytes = 1_048_576;

/** JSON nested deeper than this is refused: it is nobody's data, and validators recurse. */
const maximumDepth = 500;

/** Throws an Error, as handlers' code that reads a body may catch it. */
function fail(statusCode: number, phrase: string, more?: ErrorOptions): never {
  throw Object.assign(new Error(phrase), refusal(statusCode, phrase, more));
}

/** The body as it came, base64 undone. @throws ApiError 413 */
export function contentOf({ event, maximumBodyBytes = usualMaximumBytes }: BodySource): string | Buffer {
  const text = event.body ?? '';
  const content = event.isBase64Encoded ? Buffer.from(text, 'base64') : text;
  if (Buffer.byteLength(content) > maximumBodyBytes) fail(413, 'Payload too large');
  return content;
}

export function textOf(request: BodySource): string {
  const content = contentOf(request);
  try {
    return typeof content === 'string' ? content : new TextDecoder('utf8', { fatal: true }).decode(content);
  } catch {
    fail(400, 'The body is not UTF-8', { code: 'BAD_REQUEST' });
  }
}

/** @returns the parsed body; undefined when there is none. @throws ApiError 400, 413, 415 */
export function jsonOf(request: BodySource): unknown {
  if (!request.event.body) return undefined;
  const type = headerOf(request.event, 'content-type');
  if (type !== 'application/json' && !/^application\/([^;,]*\+)?json *(;|$)/i.test(`${type}`)) fail(415, 'Unsupported media type');
  const text = textOf(request);
  try {
    const value = JSON.parse(text);
    // What is short is not deep, and what is not written, or hidden behind escapes, is not there.
    if ((text.length < maximumDepth && !/__proto__|\\u/.test(text)) || isHarmless(value, maximumDepth)) return value;
  } catch {}
  fail(400, 'The body is not valid JSON', { code: 'INVALID_JSON' });
}

/** Whether data ends before that depth. A member named __proto__ would change what it is copied to: it is taken out. */
function isHarmless(value: object, depth: number): boolean {
  if (Object(value) !== value) return true;
  return Reflect.deleteProperty(value, '__proto__') && depth > 0 && Object.values(value).every((it) => isHarmless(it, depth - 1));
}

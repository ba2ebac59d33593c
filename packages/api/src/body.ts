import { ApiError } from './errors.ts';
import type { AnyEvent } from './events.ts';
import { headerOf } from './headers.ts';

/** What reading a body needs of a request. */
interface BodySource {
  readonly event: AnyEvent;
  readonly maximumBodyBytes: number;
}

/** JSON nested deeper than this is refused: it is nobody's data, and validators recurse. */
const maximumDepth = 500;

export function bytesOf({ event: { body, isBase64Encoded }, maximumBodyBytes }: BodySource): Uint8Array {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  refuseLarger(bytes.length, maximumBodyBytes);
  return bytes;
}

export function textOf(request: BodySource): string {
  const { body, isBase64Encoded } = request.event;
  if (!isBase64Encoded) {
    refuseLarger(Buffer.byteLength(body ?? ''), request.maximumBodyBytes);
    return body ?? '';
  }
  const bytes = bytesOf(request);
  try {
    return new TextDecoder('utf8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError(400, 'The body is not UTF-8', { code: 'BAD_REQUEST' });
  }
}

function refuseLarger(sizeBytes: number, maximumBytes: number): void {
  if (sizeBytes > maximumBytes) throw new ApiError(413, undefined, undefined, 'Payload too large');
}

/** @returns the parsed body; undefined when there is none. @throws ApiError 400, 413, 415 */
export function jsonOf(request: BodySource): unknown {
  if (!request.event.body) return undefined;
  if (!/^application\/([^;,]*\+)?json *(;|$)/i.test(headerOf(request.event, 'content-type') ?? ''))
    throw new ApiError(415, undefined, undefined, 'Unsupported media type');
  const text = textOf(request);
  try {
    const value: unknown = JSON.parse(text);
    // What is short is not deep, and what is not written, or hidden behind escapes, is not there.
    if (!(text.length > maximumDepth || /__proto__|\\u/.test(text)) || isHarmless(value, maximumDepth)) return value;
  } catch {}
  throw new ApiError(400, 'The body is not valid JSON', { code: 'INVALID_JSON' });
}

/** Whether data ends before that depth. A member named __proto__ would change what it is copied to: it is taken out. */
function isHarmless(value: unknown, depth: number): boolean {
  if (Object(value) !== value) return true;
  Reflect.deleteProperty(Object(value), '__proto__');
  return depth > 0 && Object.values(Object(value)).every((it) => isHarmless(it, depth - 1));
}

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
  if (bytes.length > maximumBodyBytes) throw new ApiError(413, undefined, undefined, 'Payload too large');
  return bytes;
}

export function textOf(request: BodySource): string {
  const bytes = bytesOf(request);
  if (!request.event.isBase64Encoded) return request.event.body ?? '';
  try {
    return new TextDecoder('utf8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError(400, 'The body is not UTF-8', undefined, 'Bad request');
  }
}

/** @returns the parsed body; undefined when there is none. @throws ApiError 400, 413, 415 */
export function jsonOf(request: BodySource): unknown {
  if (!request.event.body) return undefined;
  if (!/^application\/([^;,]*\+)?json *(;|$)/i.test(headerOf(request.event, 'content-type') ?? ''))
    throw new ApiError(415, undefined, undefined, 'Unsupported media type');
  const text = textOf(request);
  try {
    // A member named __proto__ would change what it is copied to.
    const value = JSON.parse(text, /__proto__|\\u/.test(text) ? (key, it) => (key === '__proto__' ? undefined : it) : undefined);
    // What is balanced and that deep is twice as long.
    if (text.length < 2 * maximumDepth || !isDeeper(value, maximumDepth)) return value;
  } catch {}
  throw new ApiError(400, 'The body is not valid JSON', { code: 'INVALID_JSON' });
}

function isDeeper(value: unknown, depth: number): boolean {
  return Object(value) === value && (!depth || Object.values(Object(value)).some((it) => isDeeper(it, depth - 1)));
}

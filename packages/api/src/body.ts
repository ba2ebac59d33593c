import { ApiError, BadRequestError } from './errors.ts';
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
  const encoding = isBase64Encoded ? 'base64' : 'utf8';
  if (body && Buffer.byteLength(body, encoding) > maximumBodyBytes) throw new ApiError(413);
  return Buffer.from(body ?? '', encoding);
}

export function textOf(request: BodySource): string {
  const { body, isBase64Encoded } = request.event;
  // No text has more than three bytes to a character, so most bodies need no counting.
  if (!isBase64Encoded && body && body.length * 3 <= request.maximumBodyBytes) return body;
  const bytes = bytesOf(request);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BadRequestError('The body is not UTF-8');
  }
}

/** @returns the parsed body; undefined when there is none. @throws ApiError 400, 413, 415 */
export function jsonOf(request: BodySource): unknown {
  if (!request.event.body) return undefined;
  const mediaType = headerOf(request.event, 'content-type') ?? '';
  if (mediaType !== 'application/json' && !/^application\/([^;,]*\+)?json *(;|$)/i.test(mediaType)) throw new ApiError(415);
  const text = textOf(request);
  try {
    // What is balanced and that deep is twice as long.
    if (text.length > 2 * maximumDepth) refuseDeep(text);
    // A member named __proto__ would change what it is copied to.
    return /__proto__|\\u/.test(text) ? JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value)) : JSON.parse(text);
  } catch {
    throw new BadRequestError('The body is not valid JSON', { code: 'INVALID_JSON' });
  }
}

function refuseDeep(text: string): void {
  let depth = 0;
  for (let index = 0, quoted = false; index < text.length; index++) {
    const letter = text[index];
    if (letter === '\\') index++;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === '[' || letter === '{') && ++depth > maximumDepth) throw depth;
    else if (!quoted && (letter === ']' || letter === '}')) depth--;
  }
}

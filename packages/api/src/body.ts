import { ApiError, BadRequestError } from './errors.ts';
import type { ApiEvent } from './events.ts';

/** What reading a body needs of a request. */
export interface BodySource {
  readonly event: ApiEvent;
  readonly maximumBodyBytes: number;
  readonly header: (name: string) => string | undefined;
}

/** JSON nested deeper than this is refused: it is nobody's data, and validators recurse. */
const maximumDepth = 500;

function refuseLarger({ maximumBodyBytes }: BodySource, sizeBytes: number): void {
  if (sizeBytes > maximumBodyBytes) throw new ApiError(413, `The body is larger than ${maximumBodyBytes} bytes`);
}

export function bytesOf(request: BodySource): Uint8Array {
  const body = request.event.body ?? '';
  const encoding = request.event.isBase64Encoded ? 'base64' : 'utf8';
  refuseLarger(request, Buffer.byteLength(body, encoding));
  return Buffer.from(body, encoding);
}

export function textOf(request: BodySource): string {
  const { body, isBase64Encoded } = request.event;
  if (!body) return '';
  if (!isBase64Encoded) {
    if (body.length * 3 > request.maximumBodyBytes) refuseLarger(request, Buffer.byteLength(body));
    return body;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(request));
  } catch (error) {
    if (error instanceof TypeError) throw new BadRequestError('The body is not valid UTF-8');
    throw error;
  }
}

/** @returns the parsed body; undefined when there is none. @throws ApiError 400, 413, 415 */
export function jsonOf(request: BodySource): unknown {
  const text = textOf(request);
  if (!text) return undefined;
  const mediaType = request.header('content-type');
  if (mediaType !== 'application/json' && !/^application\/([^;,]{0,99}\+)?json *(;|$)/i.test(mediaType ?? '')) {
    throw new ApiError(415, 'The body must be application/json');
  }
  if (text.length > 2 * maximumDepth) refuseDeep(text);
  try {
    // A member named __proto__ would change what it is copied to.
    return text.includes('__proto__') || text.includes('\\u') ? JSON.parse(text, withoutPrototype) : JSON.parse(text);
  } catch {
    throw new BadRequestError('The body is not valid JSON', { code: 'INVALID_JSON' });
  }
}

function withoutPrototype(this: object, _key: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  return value;
}

function refuseDeep(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 92) index++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 91 || code === 123) {
      if (++depth > maximumDepth) throw new BadRequestError('The body nests too deep', { code: 'INVALID_JSON' });
    } else if (code === 93 || code === 125) depth--;
  }
}

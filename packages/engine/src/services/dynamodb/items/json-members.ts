import { JsonText } from '../../../protocol/json-protocol.ts';

const comma = Buffer.from(',');
const open = Buffer.from('[');
const close = Buffer.from(']');

/** JSON in pieces, to be put together once with all that surrounds them. */
export class JsonParts {
  readonly parts: readonly Buffer[];

  constructor(parts: readonly Buffer[]) {
    this.parts = parts;
  }
}

/** A JSON object put together from members, of which those given as buffers are JSON already. Undefined members are left out. */
export function jsonMembers(members: { readonly [name: string]: Buffer | JsonParts | object | string | number | undefined }): JsonText {
  const pieces: (Buffer | string)[] = [];
  // Text that no buffer follows yet.
  let text = '{';
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (value === undefined) continue;
    text += `${text === '{' && pieces.length === 0 ? '' : ','}${JSON.stringify(name)}:`;
    if (Buffer.isBuffer(value)) {
      pieces.push(text, value);
      text = '';
    } else if (value instanceof JsonParts) {
      pieces.push(text, ...value.parts);
      text = '';
    } else {
      text += JSON.stringify(value);
    }
  }
  pieces.push(`${text}}`);
  return new JsonText(joined(pieces));
}

function joined(pieces: readonly (Buffer | string)[]): Buffer {
  let length = 0;
  for (const piece of pieces) length += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length;
  const whole = Buffer.allocUnsafe(length);
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      at += whole.write(piece, at, 'utf8');
    } else {
      whole.set(piece, at);
      at += piece.length;
    }
  }
  return whole;
}

/** A JSON array of elements that are JSON already. */
export function jsonArray(elements: readonly Buffer[]): JsonParts {
  const parts: Buffer[] = [open];
  elements.forEach((element, index) => {
    if (index > 0) parts.push(comma);
    parts.push(element);
  });
  parts.push(close);
  return new JsonParts(parts);
}

/** A JSON object of values that are JSON already. */
export function jsonObject(members: ReadonlyMap<string, JsonParts>): Buffer {
  return jsonMembers(Object.fromEntries(members)).body;
}

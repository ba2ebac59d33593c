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
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) continue;
    const before = `${parts.length === 0 ? '{' : ','}${JSON.stringify(name)}:`;
    if (Buffer.isBuffer(value)) parts.push(Buffer.from(before), value);
    else if (value instanceof JsonParts) parts.push(Buffer.from(before), ...value.parts);
    else parts.push(Buffer.from(before + JSON.stringify(value)));
  }
  parts.push(Buffer.from(parts.length === 0 ? '{}' : '}'));
  return new JsonText(Buffer.concat(parts));
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

import { QueryText } from './rpc/query-text.ts';
import { type NumberConstraints, type Shape, type StringConstraints, serializationError, string } from './shape.ts';

/** A floating-point number; the words that JSON has no number for are taken as AWS takes them. */
export function double({ min, max }: Pick<NumberConstraints, 'min' | 'max'> = {}): Shape<number> {
  return {
    read(wire) {
      const given = wire instanceof QueryText ? wire.text : wire;
      if (typeof given === 'number') return given;
      if (typeof given === 'string' && /^(?:NaN|-?Infinity|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)$/.test(given.trim()))
        return Number(given);
      throw serializationError('The value cannot be converted to Double');
    },
    check(value, path, problems) {
      const problem = (constraint: string): unknown =>
        problems.push(`Value '${value}' at '${path}' failed to satisfy constraint: Member must have ${constraint}`);
      if (min !== undefined && value < min) problem(`value greater than or equal to ${min}`);
      if (max !== undefined && value > max) problem(`value less than or equal to ${max}`);
    },
  };
}

/** Milliseconds since 1970: JSON has seconds, CBOR a tag, the query protocol a date-time. */
export const timestamp: Shape<number> = {
  read(wire) {
    if (wire instanceof Date) return wire.getTime();
    if (typeof wire === 'number') return Math.round(wire * 1000);
    const text = wire instanceof QueryText ? wire.text : wire;
    const parsed = typeof text === 'string' ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(parsed)) throw serializationError('The value cannot be converted to Timestamp');
    return parsed;
  },
  check: () => undefined,
};

/** Bytes: base64 in JSON and in the query protocol. Constraints count bytes. */
export function blob({ min, max }: Pick<NumberConstraints, 'min' | 'max'> = {}): Shape<Buffer> {
  return {
    read(wire) {
      if (wire instanceof Uint8Array) return Buffer.from(wire.buffer, wire.byteOffset, wire.byteLength);
      const text = wire instanceof QueryText ? wire.text : wire;
      if (typeof text !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw serializationError('The value is not base64');
      return Buffer.from(text, 'base64');
    },
    check(value, path, problems) {
      const problem = (constraint: string): unknown =>
        problems.push(`Value at '${path}' failed to satisfy constraint: Member must have length ${constraint}`);
      if (min !== undefined && value.length < min) problem(`greater than or equal to ${min}`);
      if (max !== undefined && value.length > max) problem(`less than or equal to ${max}`);
    },
  };
}

/** A text that no refusal repeats: a secret, a token. */
export function sensitiveString({ min, max }: Pick<StringConstraints, 'min' | 'max'> = {}): Shape<string> {
  return {
    read: string().read,
    check(value, path, problems) {
      const problem = (constraint: string): unknown =>
        problems.push(`Value at '${path}' failed to satisfy constraint: Member must have length ${constraint}`);
      if (min !== undefined && value.length < min) problem(`greater than or equal to ${min}`);
      if (max !== undefined && value.length > max) problem(`less than or equal to ${max}`);
    },
  };
}

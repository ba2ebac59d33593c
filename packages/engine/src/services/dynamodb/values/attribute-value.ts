import { boolean, isRecord, list, serializationError, string, validationError } from '../../../protocol/shape.ts';
import { invalidParameterValue } from './invalid-parameter.ts';
import { canonicalNumber } from './number.ts';
import { checkBinarySet, checkNumberSet, checkStringSet } from './set-members.ts';

/**
 * A value as the wire has it, checked and canonical: numbers as AWS returns them, binaries as canonical base64.
 * Attribute names may be `__proto__` or `constructor`: read with `attribute(item, name)`, copy with spread, write with
 * `setAttribute`.
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly M: Item }
  | { readonly L: readonly AttributeValue[] }
  | { readonly BOOL: boolean }
  | { readonly NULL: true };

export interface Item {
  readonly [name: string]: AttributeValue;
}

export type AttributeType = 'S' | 'N' | 'B' | 'SS' | 'NS' | 'BS' | 'M' | 'L' | 'BOOL' | 'NULL';

/** What the deserialiser lets through: members have their JSON types, but none or several of them may be set. */
export interface WireAttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly M?: WireItem;
  readonly L?: readonly WireAttributeValue[];
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
}

/** What a request's map of attribute values is after `readAttributeMap` and before `checkItem`. */
export interface WireItem {
  readonly [name: string]: WireAttributeValue;
}

/** An item's own attribute, never something from Object.prototype. */
export function attribute(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** Sets an attribute of an object being built; plain assignment would not set `__proto__`. */
export function setAttribute(target: { [name: string]: AttributeValue }, name: string, value: AttributeValue): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  else target[name] = value;
}

/** The datatype that is set. */
export function attributeType(value: AttributeValue): AttributeType {
  if ('S' in value) return 'S';
  if ('N' in value) return 'N';
  if ('B' in value) return 'B';
  if ('M' in value) return 'M';
  if ('L' in value) return 'L';
  if ('BOOL' in value) return 'BOOL';
  if ('NULL' in value) return 'NULL';
  if ('SS' in value) return 'SS';
  return 'NS' in value ? 'NS' : 'BS';
}

/** True when both have the same type and value; sets in any order. */
export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  if ('S' in a) return 'S' in b && a.S === b.S;
  if ('N' in a) return 'N' in b && a.N === b.N;
  if ('B' in a) return 'B' in b && a.B === b.B;
  if ('BOOL' in a) return 'BOOL' in b && a.BOOL === b.BOOL;
  if ('NULL' in a) return 'NULL' in b;
  if ('SS' in a) return 'SS' in b && sameMembers(a.SS, b.SS);
  if ('NS' in a) return 'NS' in b && sameMembers(a.NS, b.NS);
  if ('BS' in a) return 'BS' in b && sameMembers(a.BS, b.BS);
  if ('L' in a) return 'L' in b && sameElements(a.L, b.L);
  return 'M' in b && sameItem(a.M, b.M);
}

function sameItem(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const left = attribute(a, name);
    const right = attribute(b, name);
    return left !== undefined && right !== undefined && sameValue(left, right);
  });
}

function sameElements(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return (
    a.length === b.length &&
    a.every((left, at) => {
      const right = b[at];
      return right !== undefined && sameValue(left, right);
    })
  );
}

/** Of two sets without duplicates. */
function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const members = new Set(a);
  return b.every((member) => members.has(member));
}

const javaValue = 'com.amazonaws.dynamodb.v20120810.AttributeValue';
/** The attribute itself is the first level. @source "Quotas in Amazon DynamoDB"; the public dynamodb-conformance suite has the boundary */
export const nestingLevelsMax = 32;

const text = string();
const texts = list(text);
const binaries = list({ read: readBinary, check: () => undefined });

/**
 * What AWS's deserialiser does to one AttributeValue, before any parameter of the request is validated.
 * Members that AttributeValue does not have, and null ones, are left out.
 *
 * @throws ServiceError SerializationException
 */
export function readAttributeValue(wire: unknown): WireAttributeValue {
  return readValue(wire, 1);
}

function readValue(wire: unknown, level: number): WireAttributeValue {
  if (wire === null || wire === undefined) return {};
  if (Array.isArray(wire)) throw serializationError(`Unrecognized collection type class ${javaValue}`);
  if (!isRecord(wire)) throw serializationError('Unexpected value type in payload');
  const value: { -readonly [T in AttributeType]?: WireAttributeValue[T] } = {};
  for (const type of Object.keys(wire)) {
    const member = wire[type];
    if (member === null) continue;
    if (type === 'S') value.S = text.read(member, 'field');
    else if (type === 'N') value.N = text.read(member, 'field');
    else if (type === 'B') value.B = readBinary(member);
    else if (type === 'SS') value.SS = readStringSet(member);
    else if (type === 'NS') value.NS = texts.read(member, 'field');
    else if (type === 'BS') value.BS = binaries.read(member, 'field');
    else if (type === 'M') value.M = readMap(member, level + 1);
    else if (type === 'L') value.L = readList(member, level + 1);
    else if (type === 'BOOL') value.BOOL = readBoolean(member);
    else if (type === 'NULL') value.NULL = readBoolean(member);
  }
  return value;
}

/** The same for a map of attribute values, as `Item`, `Key` and `ExpressionAttributeValues` are. @throws ServiceError SerializationException */
export function readAttributeMap(wire: unknown): WireItem {
  return readMap(wire, 1);
}

function readMap(wire: unknown, level: number): WireItem {
  if (Array.isArray(wire)) throw serializationError(`Unrecognized collection type java.util.Map<java.lang.String, ${javaValue}>`);
  if (!isRecord(wire)) throw serializationError('Unexpected field type');
  const item: { [name: string]: WireAttributeValue } = {};
  // Deeper values are refused for their depth whatever they are, and a stack is not endless.
  if (level > nestingLevelsMax + 1) return item;
  for (const name of Object.keys(wire)) {
    const value = readValue(wire[name], level);
    if (name === '__proto__') Object.defineProperty(item, name, { value, writable: true, enumerable: true, configurable: true });
    else item[name] = value;
  }
  return item;
}

/** @throws ServiceError SerializationException, ValidationException for a null among the strings @source ExtendDB's tests, after AWS's answers */
function readStringSet(wire: unknown): readonly string[] {
  if (Array.isArray(wire) && wire.includes(null)) throw invalidParameterValue('An string set may not have a null string as a member');
  return texts.read(wire, 'field');
}

function readList(wire: unknown, level: number): readonly WireAttributeValue[] {
  if (!Array.isArray(wire))
    throw serializationError(isRecord(wire) ? 'Start of structure or map found where not expected' : 'Unexpected field type');
  return level > nestingLevelsMax + 1 ? [] : wire.map((element: unknown) => readValue(element, level));
}

/** DynamoDB's own booleans also come as text; other services' do not. @source dynalite's tests, recorded from AWS */
function readBoolean(wire: unknown): boolean {
  if (typeof wire === 'string') {
    if (/^(?:true|yes|1)$/i.test(wire)) return true;
    if (/^(?:false|no|0)$/i.test(wire)) return false;
  }
  return boolean.read(wire, 'field');
}

function readBinary(wire: unknown): string {
  if (typeof wire !== 'string') {
    if (Array.isArray(wire)) throw serializationError('Unrecognized collection type class java.nio.ByteBuffer');
    if (isRecord(wire)) throw serializationError('Start of structure or map found where not expected');
    throw serializationError('only base-64-encoded strings are convertible to bytes');
  }
  if (wire.length % 4 !== 0) {
    throw serializationError(`Base64 encoded length is expected a multiple of 4 bytes but found: ${wire.length}`);
  }
  const stranger = /[^A-Za-z0-9+/=]/.exec(wire);
  if (stranger) throw serializationError(`Invalid Base64 character: '${stranger[0]}'`);
  // Padding in the midst, or bits after the last byte. The spelling is AWS's.
  if (!/^[^=]*={0,2}$/.test(wire) || (wire.endsWith('=') && Buffer.from(wire.slice(-4), 'base64').toString('base64') !== wire.slice(-4))) {
    throw serializationError('Invalid last non-pad Base64 character dectected');
  }
  return wire;
}

/** Checks and canonicalises an item (or a key) without knowledge of its table. @throws ServiceError ValidationException */
export function checkItem(wire: WireItem): Item {
  return checkMap(wire, 1);
}

/** @source "Attribute names", DynamoDB quotas; Alternator's tests, compared with AWS: 65,535 bytes are the most */
export const nameBytesMax: number = 65_535;

/** @throws ServiceError ValidationException */
export function checkNameLength(name: string): void {
  // No character has more than three bytes for each of its UTF-16 units.
  if (name.length * 3 <= nameBytesMax || Buffer.byteLength(name) <= nameBytesMax) return;
  throw validationError('Attribute name is too large, must be less than 65536 bytes');
}

function checkMap(wire: WireItem, level: number): Item {
  const item: { [name: string]: AttributeValue } = {};
  for (const name of Object.keys(wire)) {
    checkNameLength(name);
    setAttribute(item, name, checkValue(wire[name] ?? {}, level));
  }
  return item;
}

/**
 * Checks and canonicalises one value, nested ones included. Of a value with several datatypes each is checked before their
 * number is.
 *
 * @throws ServiceError ValidationException
 */
export function checkAttributeValue(wire: WireAttributeValue): AttributeValue {
  return checkValue(wire, 1);
}

function checkValue(wire: WireAttributeValue, level: number): AttributeValue {
  if (level > nestingLevelsMax) throw nestedTooDeep();
  let value: AttributeValue | undefined;
  let typeCount = 0;
  for (const type of Object.keys(wire)) {
    typeCount++;
    if (type === 'S' && wire.S !== undefined) value = { S: wire.S };
    else if (type === 'N' && wire.N !== undefined) value = { N: canonicalNumber(wire.N) };
    else if (type === 'B' && wire.B !== undefined) value = { B: wire.B };
    else if (type === 'SS' && wire.SS !== undefined) value = { SS: checkStringSet(wire.SS) };
    else if (type === 'NS' && wire.NS !== undefined) value = { NS: checkNumberSet(wire.NS) };
    else if (type === 'BS' && wire.BS !== undefined) value = { BS: checkBinarySet(wire.BS) };
    else if (type === 'M' && wire.M !== undefined) value = { M: checkMap(wire.M, level + 1) };
    else if (type === 'L' && wire.L !== undefined) value = { L: wire.L.map((element) => checkValue(element, level + 1)) };
    else if (type === 'BOOL' && wire.BOOL !== undefined) value = { BOOL: wire.BOOL };
    else if (type === 'NULL' && wire.NULL !== undefined) value = checkNull(wire.NULL);
    else typeCount--;
  }
  if (!value) throw validationError('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  if (typeCount > 1) {
    throw validationError('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes');
  }
  return value;
}

/** @source dynamodb-conformance: every region refuses false, 2026-07 */
function checkNull(value: boolean): AttributeValue {
  if (!value) throw invalidParameterValue('Null attribute value types must have the value of true');
  return { NULL: true };
}

export function nestedTooDeep(): Error {
  return validationError(`${tooDeep}: Attributes in the item have nested levels beyond supported limit`);
}

/** What AWS says of an update or a literal that is nested too far, with where it is known. */
export const tooDeep = 'Nesting Levels have exceeded supported limits';

/** Levels of a value: one for a scalar. */
export function nestingLevels(value: AttributeValue): number {
  if ('L' in value) return 1 + value.L.reduce((deepest, element) => Math.max(deepest, nestingLevels(element)), 0);
  if ('M' in value)
    return (
      1 + Object.keys(value.M).reduce((deepest, name) => Math.max(deepest, nestingLevels(attribute(value.M, name) ?? { NULL: true })), 0)
    );
  return 1;
}

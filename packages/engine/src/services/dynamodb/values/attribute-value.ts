/**
 * A value as the wire has it, checked and canonical: numbers as AWS returns them, binaries as canonical base64.
 * Attribute names may be `__proto__` or `constructor`: read with `attribute(item, name)`, copy with spread.
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

/** The part of an object from the wire that the deserialiser has passed: members have their JSON types, but any number of them may be set. */
export interface WireAttributeValue {
  readonly [type: string]: unknown;
}

/** What a request's map of attribute values is after `readAttributeMap` and before `checkItem`. */
export interface WireItem {
  readonly [name: string]: WireAttributeValue;
}

/** An item's own attribute, never something from Object.prototype. */
export declare function attribute(item: Item, name: string): AttributeValue | undefined;

/** The datatype that is set. */
export declare function attributeType(value: AttributeValue): AttributeType;

/** True when both have the same type and value; sets in any order. */
export declare function sameValue(a: AttributeValue, b: AttributeValue): boolean;

/**
 * What AWS's deserialiser does to one AttributeValue, before any parameter of the request is validated.
 * @throws ServiceError SerializationException
 */
export declare function readAttributeValue(wire: unknown): WireAttributeValue;

/** The same for a map of attribute values, as `Item`, `Key` and `ExpressionAttributeValues` are. @throws ServiceError SerializationException */
export declare function readAttributeMap(wire: unknown): WireItem;

/** Checks and canonicalises one value, nested ones included. @throws ServiceError ValidationException */
export declare function checkAttributeValue(wire: WireAttributeValue): AttributeValue;

/** Checks and canonicalises an item (or a key) without knowledge of its table. @throws ServiceError ValidationException */
export declare function checkItem(wire: WireItem): Item;

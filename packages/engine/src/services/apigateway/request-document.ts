import { ServiceError } from '../../protocol/service-error.ts';

/** A document of a request, or a member of one. */
export type Document = { readonly [member: string]: unknown };

// What is absent and what is null are the same on the wire. What is of another type is refused in the words of AWS's reader.

export function textOf(from: Document, member: string): string | undefined {
  const value = from[member];
  return value === undefined || value === null ? undefined : textFrom(value);
}

/** Texts are taken for numbers and truth, as AWS's reader takes them. */
export function booleanOf(from: Document, member: string): boolean | undefined {
  const value = from[member];
  if (value === undefined || value === null) return undefined;
  return value === true || String(value).toLowerCase() === 'true';
}

export function numberOf(from: Document, member: string): number | undefined {
  const value = from[member];
  if (value === undefined || value === null) return undefined;
  const number = Number(value);
  if (Number.isFinite(number)) return number;
  throw unreadable(`${javaClassOf(value)} can not be converted to an Integer`);
}

export function documentOf(from: Document, member: string): Document | undefined {
  const value = from[member];
  if (value === undefined || value === null) return undefined;
  if (isDocument(value)) return value;
  throw unreadable(`${javaClassOf(value)} can not be converted to a Structure`);
}

export function documentListOf(from: Document, member: string): readonly Document[] | undefined {
  return listOf(from, member)?.map((it) => {
    if (isDocument(it)) return it;
    throw unreadable(`${javaClassOf(it)} can not be converted to a Structure`);
  });
}

export function textListOf(from: Document, member: string): readonly string[] | undefined {
  return listOf(from, member)?.map(textFrom);
}

export function textMapOf(from: Document, member: string): { readonly [name: string]: string } | undefined {
  const map = documentOf(from, member);
  return map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, textFrom(value)]));
}

/** The same, where AWS takes null for a text, and means none by it. */
export function templateMapOf(from: Document, member: string): { readonly [contentType: string]: string } | undefined {
  const map = documentOf(from, member);
  return map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, textFrom(value ?? '')]));
}

export function booleanMapOf(from: Document, member: string): { readonly [name: string]: boolean } | undefined {
  const map = documentOf(from, member);
  return map && Object.fromEntries(Object.keys(map).map((name) => [name, booleanOf(map, name) ?? false]));
}

function listOf(from: Document, member: string): readonly unknown[] | undefined {
  const value = from[member];
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value;
  throw unreadable(`${javaClassOf(value)} can not be converted to a List`);
}

function textFrom(value: unknown): string {
  if (typeof value === 'string') return value;
  throw unreadable(`${javaClassOf(value)} can not be converted to an String`);
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function javaClassOf(value: unknown): string {
  if (typeof value === 'boolean') return 'class java.lang.Boolean';
  if (typeof value === 'number') return 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber';
  if (typeof value === 'string') return 'class java.lang.String';
  return Array.isArray(value) ? 'class java.util.ArrayList' : 'class java.util.LinkedHashMap';
}

/** @source localstack's recordings of SerializationException */
function unreadable(message: string): ServiceError {
  return new ServiceError('SerializationException', message, 400);
}

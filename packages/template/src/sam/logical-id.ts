import { createHash } from 'node:crypto';
import type { Value } from '../template.ts';

/**
 * The hash SAM appends to logical ids, so that a changed value makes a new resource: of a text as it is, of anything else as
 * JSON with sorted keys and no blanks.
 *
 * @returns ten hexadecimal digits; '' for an empty value
 */
export function logicalIdHash(value: Value): string {
  if (value === '' || value === null) return '';
  return sha1(typeof value === 'string' ? value : sortedJson(value)).slice(0, 10);
}

export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** True for what may stand in a logical id as it is. */
export function isAlphanumeric(text: string): boolean {
  return /^[A-Za-z0-9]+$/.test(text);
}

function sortedJson(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${members.map(([name, member]) => `${ascii(JSON.stringify(name))}:${sortedJson(member)}`).join(',')}}`;
  }
  return ascii(JSON.stringify(value));
}

function ascii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

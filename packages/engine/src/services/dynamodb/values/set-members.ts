import { invalidParameterValue } from './invalid-parameter.ts';
import { canonicalNumber, compareNumbers } from './number.ts';
import { compareTexts } from './text-order.ts';
import { ValueRefusal } from './value-refusal.ts';

/**
 * Sets as requests give them, checked, and in the order in which DynamoDB gives them back: strings and binaries by their bytes,
 * numbers by value.
 *
 * @source dynamodb-conformance, recorded from AWS, 2026-10
 */

/** @throws ServiceError ValidationException */
export function checkStringSet(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw invalidParameterValue('An string set  may not be empty');
  if (hasDuplicates(members)) {
    const known = uniqueUpToRepeat(members, compareTexts).map((member) => JSON.stringify(member));
    throw repeated(`[${members.join(', ')}] contains duplicates.`, `[${known.join(', ')}] contains duplicates.`);
  }
  return stringsInOrder(members);
}

/** @throws ServiceError ValidationException */
export function checkNumberSet(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw invalidParameterValue('An number set  may not be empty');
  const numbers = members.map(canonicalNumber);
  if (hasDuplicates(numbers)) {
    throw new ValueRefusal('Input collection contains duplicates', `${invalid}Input collection contains duplicates.`);
  }
  return numbersInOrder(numbers);
}

/** @throws ServiceError ValidationException */
export function checkBinarySet(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw invalidParameterValue('Binary sets should not be empty');
  if (hasDuplicates(members)) {
    const known = uniqueUpToRepeat(members, compareBinaries).map((member) => JSON.stringify(member));
    throw repeated(`[${members.join(', ')}]of type BS contains duplicates.`, `[${known.join(',')}]of type BS contains duplicates.`);
  }
  return binariesInOrder(members);
}

export const stringsInOrder = (members: readonly string[]): readonly string[] => inOrder(members, compareTexts);
export const numbersInOrder = (members: readonly string[]): readonly string[] => inOrder(members, compareNumbers);
export const binariesInOrder = (members: readonly string[]): readonly string[] => inOrder(members, compareBinaries);

type Compare = (a: string, b: string) => number;

function inOrder(members: readonly string[], compare: Compare): readonly string[] {
  return members.length < 2 ? members : [...members].sort(compare);
}

function compareBinaries(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'base64'), Buffer.from(b, 'base64'));
}

function hasDuplicates(members: readonly string[]): boolean {
  return members.length > 1 && new Set(members).size !== members.length;
}

const invalid = 'One or more parameter values were invalid: ';

function repeated(older: string, current: string): ValueRefusal {
  return new ValueRefusal(`${invalid}Input collection ${older}`, `${invalid}Input collection ${current}`);
}

/** What today's wording shows: the members in order up to the first repeat, then that one and the rest as sent. */
function uniqueUpToRepeat(members: readonly string[], compare: Compare): readonly string[] {
  const at = members.findIndex((member, index) => members.indexOf(member) < index);
  return [...inOrder(members.slice(0, at), compare), ...members.slice(at)];
}

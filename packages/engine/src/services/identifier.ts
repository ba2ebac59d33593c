import { createHash } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id as API Gateway gives them, lower-case letters and digits, that is the same in every run for the same `seed`. */
export function identifierOf(seed: string, length: number): string {
  const digest = createHash('sha256').update(seed).digest();
  let identifier = '';
  for (let index = 0; index < length; index += 1) identifier += alphabet[(digest[index % digest.length] ?? 0) % alphabet.length];
  // An API's id is a host name's label: it begins with a letter.
  return identifier.replace(/^[0-9]/, (digit) => alphabet[Number(digit)] ?? 'a');
}

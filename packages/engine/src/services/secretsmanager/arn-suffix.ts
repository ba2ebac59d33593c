import { randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The six characters that tell a secret from an earlier one of its name. */
export function randomSuffix(): string {
  return Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('');
}

import { constants } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export type AnyFunction = (...values: unknown[]) => unknown;

/** The object whose functions everybody calls. */
export function builtinFs(): Record<string, unknown> & { promises: Record<string, unknown> } {
  return createRequire(__filename)('node:fs') as Record<string, unknown> & { promises: Record<string, unknown> };
}

export function replace(holder: Record<string, unknown>, name: string, make: (original: AnyFunction) => AnyFunction): void {
  const original = holder[name];
  // Functions of functions, such as util.promisify's, stay with it.
  if (typeof original === 'function') holder[name] = Object.assign(make(original as AnyFunction), original);
}

export function pathOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof URL) return value.protocol === 'file:' ? fileURLToPath(value) : undefined;
  return Buffer.isBuffer(value) ? value.toString('utf8') : undefined;
}

/** Whether a file opened with these flags may be written to; without flags it is read. */
export function writes(flags: unknown): boolean {
  if (typeof flags === 'string') return /[wa+]/.test(flags);
  return typeof flags === 'number' && (flags & (constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC)) !== 0;
}

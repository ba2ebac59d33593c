import type { Diagnostic } from './diagnostic.ts';

/**
 * Diagnostics in the order of the lines they point to, those without a place first; of several with one code at one place
 * (two resources made from one line, say) the first.
 */
export function inSourceOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const first = new Map<string, Diagnostic>();
  for (const it of diagnostics) {
    const key = it.at ? `${it.code} ${it.at.file} ${it.at.line} ${it.at.column}` : `${it.code} ${it.message}`;
    if (!first.has(key)) first.set(key, it);
  }
  return [...first.values()].sort(byPlace);
}

function byPlace({ at: left }: Diagnostic, { at: right }: Diagnostic): number {
  if (!left || !right) return Number(Boolean(left)) - Number(Boolean(right));
  return left.file.localeCompare(right.file) || left.line - right.line || left.column - right.column;
}

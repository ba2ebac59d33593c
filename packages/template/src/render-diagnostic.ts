import type { Place } from './places.ts';

/** What a diagnostic and every other finding in the user's files have in common. */
export interface Rendered {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly at?: Place | undefined;
  readonly hint?: string | undefined;
}

/** Longer lines are cut around the place, so that it stays in sight. */
const maximumLineLength = 160;

/**
 * A diagnostic as people read it: where, what, the line, the cure.
 *
 * @param sourceText the text of the file the diagnostic points into; without it the line is left out
 */
export function renderDiagnostic({ at, code, severity, message, hint }: Rendered, sourceText?: string): string {
  const where = at ? `${at.file}:${at.line}:${at.column} ` : '';
  const lines = [`${where}${severity} ${code}`, ...indented(message)];
  if (at && sourceText !== undefined) lines.push(...excerpt(at, sourceText));
  if (hint !== undefined) lines.push(...indented(hint));
  return lines.map(printable).join('\n');
}

function indented(text: string): readonly string[] {
  return text.split('\n').map((it) => `  ${it}`);
}

function excerpt({ line, column, length }: Place, sourceText: string): readonly string[] {
  const whole = lineOf(sourceText, line);
  if (whole === undefined || whole.trim() === '') return [];
  const start = Math.max(0, column - 1);
  const cut = whole.length > maximumLineLength ? Math.max(0, Math.min(start - 40, whole.length - maximumLineLength)) : 0;
  const shown = whole.slice(cut, cut + maximumLineLength);
  const before = whole.slice(cut, start).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, Math.min(length, cut + shown.length - start)));
  const gutter = String(line);
  return [`  ${gutter} | ${shown}`, `  ${' '.repeat(gutter.length)} | ${before}${carets}`];
}

/** Line `line`, counted from 1, without its end; undefined when the text is shorter. */
function lineOf(text: string, line: number): string | undefined {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const end = text.indexOf('\n', start);
    if (end < 0) return undefined;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
}

/** A file may hold escape sequences that would move the reader's cursor or change its colours. */
function printable(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  return line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

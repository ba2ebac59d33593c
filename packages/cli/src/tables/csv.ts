import { valueJson, type WireValue } from './plain-item.ts';

/** A value as a cell: text and numbers as they are, anything else as JSON. */
export function csvText(value: WireValue | undefined): string {
  if (!value) return '';
  const [[type, content] = []] = Object.entries(value);
  return type === 'S' || type === 'N' || type === 'B' ? String(content) : valueJson(value);
}

/** @source RFC 4180 */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

/** The rows of a CSV text; a quoted cell may go on over several lines. */
export async function* readCsv(lines: AsyncIterable<string>): AsyncIterable<readonly string[]> {
  let open = '';
  for await (const line of lines) {
    const text = open === '' ? line : `${open}\n${line}`;
    // An odd number of quotes leaves a cell open.
    if ((text.split('"').length - 1) % 2 === 1) {
      open = text;
      continue;
    }
    open = '';
    if (text !== '') yield cellsOf(text);
  }
}

const cell = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/g;

function cellsOf(row: string): readonly string[] {
  const cells: string[] = [];
  for (const [, quoted, bare = '', separator] of row.matchAll(cell)) {
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (separator === '') break;
  }
  return cells;
}

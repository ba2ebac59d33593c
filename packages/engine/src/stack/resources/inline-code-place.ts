import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Place } from '@gatewright/template';

/**
 * Where code that stands in a template begins there: its first line, and the column that its lines begin at.
 *
 * @param at the place of the text, which is that of the mark where a block begins
 * @returns undefined where the lines of the file are not those of the code: of a text that is put together, of one on a single line of JSON
 */
export function inlineCodePlace(projectRoot: string, at: Place | undefined, code: string): Place | undefined {
  if (at === undefined) return undefined;
  const source = linesOf(resolve(projectRoot, at.file));
  const lines = code.split('\n');
  // A block begins on the line below its mark.
  for (const offset of [0, 1]) {
    const columns = lines.map((line, index) => columnOf(line, source?.[at.line - 1 + offset + index]));
    const column = columns.find((it) => typeof it === 'number');
    if (column !== undefined && !columns.includes('elsewhere')) return { file: at.file, line: at.line + offset, column, length: 1 };
  }
  return undefined;
}

/** The column at which a line of code begins in its line of the file; undefined where that cannot be told, of an empty one or one with names put in. */
function columnOf(line: string, written: string | undefined): number | 'elsewhere' | undefined {
  const text = line.trim();
  if (text === '' || written?.includes('${')) return undefined;
  const column = (written?.indexOf(text) ?? -1) + 1 - line.indexOf(text);
  return column < 1 ? 'elsewhere' : column;
}

function linesOf(file: string): readonly string[] | undefined {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    // The template may have come from elsewhere than a file of the project.
    return undefined;
  }
}

import { fileURLToPath } from 'node:url';
import type { Place } from '@gatewright/template';

const frame = /(?:\(|at (?:async )?|^)((?:file:\/\/)?[^\s()][^()]*?):(\d+):(\d+)\)?$/;
/** How a syntax error's stack begins: the file and the line, and no column. */
const heading = /^((?:file:\/\/)?(?:\/|[A-Za-z]:\\)[^\n]*?):(\d+)$/;
/** Python's frames: the file in quotes, and the line. */
const pythonFrame = /^File "([^"]+)", line (\d+)/i;

/** The place in the user's own code that a stack points at: the first one outside of packages and of Node. */
export function placeOfStack(stack: readonly string[], codeRoot: string): Place | undefined {
  for (const line of stack) {
    const text = line.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
    const match = frame.exec(text) ?? heading.exec(text) ?? pythonFrame.exec(text.replace('" Line ', '", line '));
    const [, location, lineNumber, column] = match ?? [];
    if (location === undefined || lineNumber === undefined) continue;
    const file = pathOf(location);
    if (file === undefined || file.includes('node_modules') || !file.startsWith(codeRoot)) continue;
    return { file, line: Number(lineNumber), column: Number(column ?? 1), length: 1 };
  }
  return undefined;
}

function pathOf(location: string): string | undefined {
  if (!location.startsWith('file://')) return location.startsWith('node:') ? undefined : location;
  try {
    return fileURLToPath(location);
  } catch {
    return undefined;
  }
}

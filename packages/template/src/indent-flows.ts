import type { Document } from 'yaml';

export interface IndentedFlows {
  readonly text: string;
  readonly document: Document;
  /** How many blanks were put before a line, by its number from 1. */
  readonly added: ReadonlyMap<number, number>;
}

/** Bounds the work on a long file: each try reads the whole of it. */
const maximumCharactersRead = 5_000_000;

/**
 * The text with the lines of `[...]` and `{...}` moved right that stand as far left as the block around them. YAML's
 * specification wants them further in; AWS's readers and js-yaml do not, and people close `[{` by `}]` below its key.
 *
 * @returns undefined when that is not all that is wrong with the text
 */
export function indentFlows(text: string, parse: (text: string) => Document): IndentedFlows | undefined {
  const added = new Map<number, number>();
  let current = text;
  for (let read = 0; read <= maximumCharactersRead; read += current.length) {
    const document = parse(current);
    const [error] = document.errors;
    if (error === undefined) return { text: current, document, added };
    const [at] = error.pos;
    if (!isUnderIndented(error) || at >= current.trimEnd().length) return undefined;
    const lineStart = current.lastIndexOf('\n', at - 1) + 1;
    const before = current.slice(0, lineStart).trimEnd();
    const former = indentOf(before.slice(before.lastIndexOf('\n') + 1));
    const own = indentOf(current.slice(lineStart, at + 1));
    const blanks = former > own ? former - own : 1;
    const line = current.slice(0, lineStart).split('\n').length;
    // Moved once, a line stands further in than its block: what is still wrong with it is something else.
    if (added.has(line)) return undefined;
    added.set(line, blanks);
    current = current.slice(0, lineStart) + ' '.repeat(blanks) + current.slice(lineStart);
  }
  return undefined;
}

/** Whether a parser's error is that a flow collection stands too far left. */
export function isUnderIndented({ code, message }: { readonly code: string; readonly message: string }): boolean {
  return code === 'BAD_INDENT' && message.startsWith('Flow ');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

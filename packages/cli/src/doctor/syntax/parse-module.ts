import type { Node, ParserOptions, parseSync } from 'oxc-parser';
import { looksHandWritten } from './looks-hand-written.ts';
import { SourceModule } from './source-module.ts';

/** More nodes than any file has that looks hand-written. */
const maximumNodeCount = 400_000;

export type ParseModule = (file: string, text: string) => SourceModule | undefined;

/**
 * Loads the parser, which takes some 40 ms, and answers the function that reads one file; undefined for a file no person wrote.
 * Rejects where the parser has no binary for this machine.
 */
export async function loadParser(): Promise<ParseModule> {
  const { parseSync, visitorKeys } = await import('oxc-parser');
  return (file, text) => (looksHandWritten(text) ? parseModule({ file, text, parse: parseSync, visitorKeys }) : undefined);
}

function parseModule(input: {
  file: string;
  text: string;
  parse: typeof parseSync;
  visitorKeys: Record<string, string[]>;
}): SourceModule | undefined {
  const { file, text, parse, visitorKeys } = input;
  const options = optionsFor(file);
  const first = parse(file, text, options);
  // A file that only CommonJS can read, by a `return` of its own, looks like a script until it is read as CommonJS.
  const parsed =
    first.errors.length > 0 && options.sourceType === 'unambiguous' ? parse(file, text, { ...options, sourceType: 'commonjs' }) : first;
  const errors = parsed.errors
    .filter((it) => it.severity === 'Error')
    .map((it) => ({ message: it.message, start: it.labels[0]?.start ?? 0 }));
  const nodes: Node[] = [];
  const parents = new Map<Node, Node>();
  const waiting: Node[] = [parsed.program];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (nodes.push(node) > maximumNodeCount) return undefined;
    // The keys are the parser's own list of a type's members that hold nodes.
    const members = node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>;
    const children: Node[] = [];
    for (const key of visitorKeys[node.type] ?? []) {
      const member = members[key];
      for (const child of Array.isArray(member) ? member : [member]) if (child) children.push(child);
    }
    for (const child of children.reverse()) {
      parents.set(child, node);
      waiting.push(child);
    }
  }
  return new SourceModule({ file, text, nodes, parents, errors });
}

function optionsFor(file: string): ParserOptions {
  const typescript = /\.[cm]?tsx?$/.test(file);
  const lang = typescript ? (file.endsWith('x') ? 'tsx' : 'ts') : file.endsWith('x') ? 'jsx' : 'js';
  const sourceType = /\.m[jt]s$/.test(file) ? 'module' : /\.c[jt]s$/.test(file) ? 'commonjs' : 'unambiguous';
  return { lang, sourceType, preserveParens: false };
}

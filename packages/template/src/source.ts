import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type Tags,
  visit,
} from 'yaml';
import type { Diagnostic } from './diagnostic.ts';
import { indentFlows, isUnderIndented } from './indent-flows.ts';
import { readJson } from './json-source.ts';
import { markMember, markPlace, type Place, placeOfKey, placeOfMember } from './places.ts';
import type { Value } from './template.ts';

/** AWS's limit for a template body in S3 is 1 MB; serverless.yml has none, so leave room for large ones. */
const maximumSizeBytes = 4 * 1024 * 1024;
const maximumDepth = 200;
/** Aliases may not blow a file up: this bounds the nodes a document may expand to. */
const maximumNodeCount = 250_000;
/** One slip can make the rest of a file unreadable: the first errors tell enough. */
const maximumErrorCount = 20;

export interface Source {
  /** Plain data, YAML's short tags in long form; undefined when the text cannot be read at all. */
  readonly root: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Short tags whose long form is not `Fn::Name`. @source "Intrinsic function reference", AWS CloudFormation user guide */
const longNames: Record<string, string> = { Ref: 'Ref', Condition: 'Condition' };

/** Functions of the transform AWS::LanguageExtensions. @source "AWS::LanguageExtensions transform", AWS CloudFormation template reference */
const longOnly = ['ForEach', 'Length', 'ToJsonString'];

const functionNames = [
  'And',
  'Base64',
  'Cidr',
  'Condition',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Not',
  'Or',
  'Ref',
  'Select',
  'Split',
  'Sub',
  'Transform',
];

// The reader looks at a node's tag by itself; these entries only keep the parser from warning about tags it does not know.
const intrinsicTags: Tags = functionNames.flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => text },
  { tag: `!${name}`, collection: 'map' as const, resolve: (it: unknown) => it },
  { tag: `!${name}`, collection: 'seq' as const, resolve: (it: unknown) => it },
]);

/**
 * How plain words are read. CloudFormation reads YAML 1.1, where `yes` and `on` are true and a leading zero makes a number
 * octal; serverless reads YAML 1.2, where they are text and a plain number.
 * @source "CloudFormation template formats", AWS CloudFormation user guide
 */
export type Dialect = 'YAML 1.1' | 'YAML 1.2';

/** Reads YAML or JSON (YAML's subset) into plain data whose every value remembers its place. */
export function parseSource(file: string, text: string, dialect: Dialect = 'YAML 1.2'): Source {
  if (text.length > maximumSizeBytes) {
    const message = `This file has ${text.length} characters; more than ${maximumSizeBytes} are not read.`;
    return { root: undefined, diagnostics: [{ code: 'TEMPLATE_TOO_LARGE', severity: 'error', message, at: startOf(file) }] };
  }
  const json = readJson(file, text, { depth: maximumDepth, nodeCount: maximumNodeCount });
  if (json) return { root: json.root, diagnostics: [] };
  let lines = new LineCounter();
  const parse = (it: string): Document => {
    lines = new LineCounter();
    // The reader finds doubled keys itself: the parser's own search compares each key with all before it.
    const options = { lineCounter: lines, customTags: intrinsicTags, uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;
    return parseDocument(it, options);
  };
  const asWritten = parse(text);
  const linesAsWritten = lines;
  const indented = asWritten.errors[0] && isUnderIndented(asWritten.errors[0]) ? indentFlows(text, parse) : undefined;
  const document = indented?.document ?? asWritten;
  const reader = new Reader({
    file,
    text: indented?.text ?? text,
    lines: indented ? lines : linesAsWritten,
    document,
    dialect,
    added: indented?.added,
  });
  for (const error of withoutConsequences(document.errors).slice(0, maximumErrorCount)) {
    const [start, end] = error.pos;
    if (error.message.startsWith('Maximum call stack')) {
      // The parser calls itself for each level, so a file of nothing but brackets runs out of stack.
      reader.report('TEMPLATE_TOO_LARGE', `This file nests deeper than ${maximumDepth} levels.`, reader.place(start, end));
      break;
    }
    reader.report('SYNTAX_ERROR', firstSentence(error.message), reader.place(start, end), hintFor(error));
  }
  const root = document.errors.length > 0 ? undefined : reader.read(document.contents, 0);
  return { root: reader.failed ? undefined : root, diagnostics: reader.diagnostics };
}

interface ReaderInput {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
  readonly document: Document;
  readonly dialect: Dialect;
  /** Blanks before a line that are not in the file. */
  readonly added: ReadonlyMap<number, number> | undefined;
}

class Reader {
  readonly diagnostics: Diagnostic[] = [];
  failed = false;
  #nodeCount = 0;
  readonly #dialect: Dialect;
  readonly #file: string;
  readonly #length: number;
  readonly #lines: LineCounter;
  readonly #added: ReadonlyMap<number, number> | undefined;
  /** What each alias stands for: the last anchor of its name before it. */
  readonly #targets = new Map<unknown, Node>();
  /** The collections being read: an alias to one of them would never end. */
  readonly #open = new Set<unknown>();

  constructor({ file, text, lines, document, dialect, added }: ReaderInput) {
    this.#added = added;
    this.#dialect = dialect;
    this.#file = file;
    this.#length = text.length;
    this.#lines = lines;
    const anchors = new Map<string, Node>();
    if (!text.includes('&')) return;
    visit(document, {
      Node: (_, node) => {
        if ('anchor' in node && node.anchor) anchors.set(node.anchor, node);
      },
      Alias: (_, alias) => {
        const target = anchors.get(alias.source);
        if (target) this.#targets.set(alias, target);
      },
    });
  }

  report(code: Diagnostic['code'], message: string, at: Place | undefined, hint?: string): void {
    this.failed = true;
    this.diagnostics.push({ code, severity: 'error', message, at, hint });
  }

  place(start: number, end: number): Place {
    const { line, col } = this.#lines.linePos(start);
    const nextLine = this.#lines.lineStarts[line];
    const lineEnd = nextLine === undefined ? this.#length : nextLine - 1;
    const length = Math.max(1, Math.min(end, lineEnd) - start);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col - (this.#added?.get(line) ?? 0), 1), length };
  }

  read(node: unknown, depth: number): Value {
    if (this.failed) return null;
    this.#nodeCount += 1;
    if (this.#nodeCount > maximumNodeCount || depth > maximumDepth) {
      const what = depth > maximumDepth ? `nests deeper than ${maximumDepth} levels` : `expands to more than ${maximumNodeCount} values`;
      this.report('TEMPLATE_TOO_LARGE', `This file ${what}.`, this.#placeOfNode(node));
      return null;
    }
    if (isAlias(node)) {
      const target = this.#targets.get(node);
      if (!target || this.#open.has(target)) {
        this.report('SYNTAX_ERROR', `The alias *${node.source} refers to itself or to nothing.`, this.#placeOfNode(node));
        return null;
      }
      return this.read(target, depth + 1);
    }
    this.#open.add(node);
    const value = this.#readNode(node, depth);
    this.#open.delete(node);
    return value;
  }

  #readNode(node: unknown, depth: number): Value {
    if (isMap(node)) return this.#tagged(node, this.#readMap(node.items, node, depth));
    if (isSeq(node)) {
      const list: Value[] = [];
      markPlace(list, this.#placeOfNode(node));
      for (const [index, item] of node.items.entries()) {
        list.push(this.read(item, depth + 1));
        markMember(list, index, this.#placeOfNode(item));
      }
      return this.#tagged(node, list);
    }
    if (isScalar(node)) return this.#tagged(node, this.#scalar(node));
    return null;
  }

  #readMap(items: readonly unknown[], node: Node, depth: number): Value {
    const map: Record<string, Value> = {};
    markPlace(map, this.#placeOfNode(node));
    const written = new Set<string>();
    for (const pair of items) {
      if (!isPair(pair)) continue;
      if (!isScalar(pair.key)) {
        this.report('SYNTAX_ERROR', 'A key must be plain text.', this.#placeOfNode(pair.key));
        return map;
      }
      const key = String(isScalar(pair.key) ? (pair.key.source ?? pair.key.value) : pair.key);
      if (key === '<<') {
        this.#merge(map, this.read(pair.value, depth + 1));
        continue;
      }
      if (written.has(key)) {
        this.report(
          'SYNTAX_ERROR',
          `"${key}" stands twice in this mapping.`,
          this.#placeOfNode(pair.key),
          'Remove one of the two, or merge them.',
        );
        return map;
      }
      written.add(key);
      setMember(map, key, this.read(pair.value, depth + 1));
      markMember(map, key, this.#placeOfNode(pair.value) ?? this.#placeOfNode(pair.key), this.#placeOfNode(pair.key));
    }
    return map;
  }

  #merge(map: Record<string, Value>, from: Value): void {
    for (const source of Array.isArray(from) ? from : [from]) {
      if (!isMapping(source)) continue;
      for (const [key, value] of Object.entries(source)) {
        if (Object.hasOwn(map, key)) continue;
        setMember(map, key, value);
        markMember(map, key, placeOfMember(source, key), placeOfKey(source, key));
      }
    }
  }

  #scalar(node: Scalar): Value {
    const { value, source, type } = node;
    if (this.#dialect === 'YAML 1.1' && type === 'PLAIN' && source !== undefined) {
      const word = plainWord(source);
      if (word !== undefined) return word;
    }
    if (typeof value === 'bigint') return Number(value);
    if (value instanceof Date) return source ?? value.toISOString();
    if (value === undefined) return null;
    return value as Value;
  }

  #tagged(node: Node & { tag?: string }, value: Value): Value {
    const tag = node.tag;
    if (!tag?.startsWith('!') || tag === '!') return value;
    const name = tag.slice(1);
    if (!functionNames.includes(name)) {
      const hint = longOnly.includes(name) ? `Write Fn::${name}: it has no short form.` : undefined;
      this.report('UNSUPPORTED_INTRINSIC', `${tag} is not an intrinsic function of CloudFormation.`, this.#placeOfNode(node), hint);
      return value;
    }
    const long = longNames[name] ?? `Fn::${name}`;
    // `!GetAtt Table.Arn` is `{ "Fn::GetAtt": ["Table", "Arn"] }`: the split is at the first dot.
    const [head = '', ...rest] = name === 'GetAtt' && typeof value === 'string' ? value.split('.') : [];
    const argument: Value = head && rest.length > 0 ? markPlace([head, rest.join('.')], this.#placeOfNode(node)) : value;
    const call = { [long]: argument };
    markPlace(call, this.#placeOfNode(node));
    markMember(call, long, this.#placeOfNode(node));
    return call;
  }

  #placeOfNode(node: unknown): Place | undefined {
    const range = isNode(node) ? node.range : undefined;
    return range ? this.place(range[0], range[1]) : undefined;
  }
}

/** What YAML 1.1 makes of a plain word that YAML 1.2 reads otherwise. */
function plainWord(text: string): Value | undefined {
  if (/^(yes|on)$/i.test(text)) return true;
  if (/^(no|off)$/i.test(text)) return false;
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  // An account id with a leading zero is no octal number when it has an 8 or 9 in it.
  if (/^0\d+$/.test(text)) return text;
  return undefined;
}

/** True when the dialects may read a text differently: it holds a word that `plainWord` knows. */
export function dialectMatters(text: string): boolean {
  return /(^|[\s:[{,-])(yes|no|on|off|0\d+)\s*($|[,\]}#])/im.test(text);
}

/** Line 1 of a file, for what is true of the whole of it. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1, length: 1 };
}

function firstSentence(message: string): string {
  const line = message.split('\n')[0] ?? message;
  return line.endsWith('.') ? line : `${line}.`;
}

/** The parser stumbles over every token after the one that it did not expect: only the first of them tells something. */
function withoutConsequences<E extends { readonly code: string }>(errors: readonly E[]): readonly E[] {
  return errors.filter(({ code }, index) => code !== 'UNEXPECTED_TOKEN' || index === 0);
}

function hintFor({ code, message }: { readonly code: string; readonly message: string }): string | undefined {
  if (message.startsWith('Unexpected flow-map')) return 'Put a text with braces in quotes: "users/{id}".';
  if (code === 'TAB_AS_INDENT') return 'YAML indents with blanks only: replace the tab by blanks.';
  if (code === 'BAD_INDENT') return 'Line this key up with its neighbours.';
  return undefined;
}

/** Assigning `__proto__` would change the object's prototype instead of adding a member. */
function setMember(map: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

/** True for a mapping: what a document, a section or a resource must be. */
export function isMapping(value: unknown): value is { readonly [member: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

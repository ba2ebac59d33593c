import { type AttributeValue, attribute, type Item } from '../values/attribute-value.ts';
import { isReservedWord } from './reserved-words.ts';
import type { Tokens } from './tokens.ts';

/** Where in an item: `a.b[1]` is `['a', 'b', 1]`. The first element is an attribute's name. */
export type DocumentPath = readonly (string | number)[];

export function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  const [first] = path;
  let value = typeof first === 'string' ? attribute(item, first) : undefined;
  for (let at = 1; value !== undefined && at < path.length; at++) value = memberOf(value, path[at]);
  return value;
}

/** The element of a list or the member of a map; undefined when it is something else. */
export function memberOf(value: AttributeValue, step: string | number | undefined): AttributeValue | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return step !== undefined && 'M' in value ? attribute(value.M, step) : undefined;
}

/** The attributes that paths begin with, each once. */
export function firstNames(paths: readonly DocumentPath[]): readonly string[] {
  return [...new Set(paths.map((path) => String(path[0])))];
}

/** How AWS writes a path in its errors: `[a, b, [1]]`. */
export function pathText(path: DocumentPath): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

export function samePath(a: DocumentPath, b: DocumentPath): boolean {
  return a.length === b.length && a.every((step, at) => step === b[at]);
}

/**
 * Reads a path with its placeholders still in it: a name can not begin with `#`, so that they stay apart.
 * @throws ServiceError ValidationException
 */
export function readPath(tokens: Tokens): DocumentPath {
  if (tokens.current.kind !== 'name' && tokens.current.kind !== '#') throw tokens.syntaxError();
  return readPathTail(tokens, [tokens.next().text]);
}

/** Reads the `.b[1]` after a path's beginning; the same path when there is none. */
export function readPathTail(tokens: Tokens, head: DocumentPath): DocumentPath {
  if (!tokens.isSymbol('.') && !tokens.isSymbol('[')) return head;
  const path = [...head];
  for (;;) {
    if (tokens.takeSymbol('.')) {
      if (tokens.current.kind !== 'name' && tokens.current.kind !== '#') throw tokens.syntaxError();
      path.push(tokens.next().text);
    } else if (tokens.takeSymbol('[')) {
      if (tokens.current.kind !== 'number') throw tokens.syntaxError();
      path.push(Number(tokens.next().text));
      tokens.expectSymbol(']');
    } else {
      return path;
    }
  }
}

const pathDepthMax = 32;
const listIndexMax = 2_147_483_647;

/** What is wrong with a path as written, whatever its placeholders stand for. */
export function pathProblem(path: DocumentPath): string | undefined {
  for (const step of path) {
    if (typeof step === 'number') {
      if (step > listIndexMax) return `List index is not within the allowable range; index: [${BigInt(step)}]`;
    } else if (isReservedWord(step)) {
      return `Attribute name is a reserved keyword; reserved keyword: ${step}`;
    }
  }
  if (path.length > pathDepthMax) return `The document path has too many nesting elements; nesting levels: ${path.length}`;
  return undefined;
}

/** Two paths of one expression that can not both be meant, in the order they were found. */
export interface PathConflicts {
  readonly overlap: string | undefined;
  readonly conflict: string | undefined;
}

/** Looks for the first two paths of which one is in the other, and the first two that take one value for a list and a map. */
export function findPathConflicts(paths: readonly DocumentPath[]): PathConflicts {
  let conflict: string | undefined;
  for (const [at, two] of paths.entries()) {
    for (let earlier = 0; earlier < at; earlier++) {
      const one = paths[earlier];
      if (!one) continue;
      const relation = relationOf(one, two);
      if (relation === 'overlap') return { overlap: pathsMessage(relation, one, two), conflict };
      if (relation === 'conflict') conflict ??= pathsMessage(relation, one, two);
    }
  }
  return { overlap: undefined, conflict };
}

type PathRelation = 'overlap' | 'conflict';

function relationOf(one: DocumentPath, two: DocumentPath): PathRelation | undefined {
  const length = Math.min(one.length, two.length);
  for (let at = 0; at < length; at++) {
    if (one[at] !== two[at]) return typeof one[at] === typeof two[at] ? undefined : 'conflict';
  }
  return 'overlap';
}

function pathsMessage(relation: PathRelation, one: DocumentPath, two: DocumentPath): string {
  return `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${pathText(one)}, path two: ${pathText(two)}`;
}

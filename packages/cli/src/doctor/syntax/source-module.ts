import type { Place } from '@gatewright/template';
import type { Node } from 'oxc-parser';
import { calleeName, type FunctionNode, isFunction, type NodeOf, textOf, unwrap } from './nodes.ts';
import { type Declaration, readScopes, type Scopes } from './scopes.ts';

/** Where a name is from when another module gave it: `{ source: 'jsonwebtoken', imported: 'verify' }`. */
export interface Origin {
  readonly source: string;
  /** The exported name; `*` for the whole module. */
  readonly imported: string;
}

/** One file of the user's code, read but never run. */
export class SourceModule {
  readonly file: string;
  readonly typescript: boolean;
  /** Every node, from the outside in and in the order of the text. */
  readonly nodes: readonly Node[];
  readonly syntaxErrors: readonly { readonly message: string; readonly at: Place }[];
  readonly #byType: Map<string, Node[]>;
  readonly #parents: ReadonlyMap<Node, Node>;
  readonly #scopes: Scopes;
  readonly #declaredNames: ReadonlySet<string>;
  readonly #text: string;
  readonly #lineStarts: readonly number[];
  readonly #readings = new Map<(module: SourceModule) => unknown, unknown>();

  constructor(input: {
    file: string;
    text: string;
    nodes: readonly Node[];
    parents: ReadonlyMap<Node, Node>;
    errors: readonly { readonly message: string; readonly start: number }[];
  }) {
    this.file = input.file;
    this.typescript = /\.[cm]?tsx?$/.test(input.file);
    this.nodes = input.nodes;
    this.#parents = input.parents;
    this.#text = input.text;
    this.#lineStarts = lineStartsOf(input.text);
    this.#byType = groupByType(input.nodes);
    this.#scopes = readScopes(input.nodes, (node) => this.parentOf(node));
    this.#declaredNames = new Set([...this.#scopes.values()].flatMap((it) => [...it.keys()]));
    this.syntaxErrors = input.errors.map((it) => ({ message: it.message, at: this.placeOfRange(it.start, it.start + 1) }));
  }

  /** Every node of one type, in the order of the text. */
  all<Type extends Node['type']>(type: Type): readonly NodeOf<Type>[] {
    // The map's key is the type of the nodes in its list.
    return (this.#byType.get(type) ?? []) as unknown as readonly NodeOf<Type>[];
  }

  /** Every node of one type inside `outer`. */
  within<Type extends Node['type']>(outer: Node, type: Type): readonly NodeOf<Type>[] {
    return [...between(this.all(type), outer)];
  }

  /** `outer` and every node inside it. */
  insideOf(outer: Node): Iterable<Node> {
    return between(this.nodes, outer);
  }

  /** What `read` finds in this module; worked out once, however many rules ask. */
  once<Reading>(read: (module: SourceModule) => Reading): Reading {
    if (!this.#readings.has(read)) this.#readings.set(read, read(this));
    // What is kept under a function is what that function answered.
    return this.#readings.get(read) as Reading;
  }

  parentOf(node: Node): Node | undefined {
    return this.#parents.get(node);
  }

  /** The nodes around `node`, the nearest first. */
  *ancestors(node: Node): Generator<Node> {
    for (let here = this.parentOf(node); here; here = this.parentOf(here)) yield here;
  }

  functionAround(node: Node): FunctionNode | undefined {
    for (const it of this.ancestors(node)) if (isFunction(it)) return it;
    return undefined;
  }

  /** The `try` in whose block a node stands, within its own function. */
  tryAround(node: Node): NodeOf<'TryStatement'> | undefined {
    for (const it of this.ancestors(node)) {
      if (isFunction(it)) return undefined;
      if (it.type === 'TryStatement' && it.handler && contains(it.block, node)) return it;
    }
    return undefined;
  }

  /** Where a name was declared; undefined for a global, and for a name nobody declares. */
  declarationOf(name: Node): Declaration | undefined {
    if (name.type !== 'Identifier') return undefined;
    for (const scope of [name, ...this.ancestors(name)]) {
      const found = this.#scopes.get(scope)?.get(name.name);
      if (found) return found;
    }
    return undefined;
  }

  /** True when any scope of the module declares the name. */
  declares(name: string): boolean {
    return this.#declaredNames.has(name);
  }

  /** What an expression stands for: follows names to the constant they were given, a few steps far. */
  valueOf(node: Node, depth = 0): Node {
    const plain = unwrap(node);
    if (plain.type !== 'Identifier' || depth > 5) return plain;
    const declaration = this.declarationOf(plain);
    if (!declaration) return plain;
    if (declaration.kind === 'function' || declaration.kind === 'class') return declaration.node;
    if (declaration.kind !== 'variable' || declaration.members.length > 0 || !declaration.init) return plain;
    return this.valueOf(declaration.init, depth + 1);
  }

  /** The other module that an expression is from, by `import` or `require`. */
  originOf(node: Node, depth = 0): Origin | undefined {
    const plain = unwrap(node);
    if (depth > 8) return undefined;
    if (plain.type === 'MemberExpression') {
      const origin = this.originOf(plain.object, depth + 1);
      const property = plain.computed ? textOf(plain.property) : plain.property.type === 'Identifier' ? plain.property.name : undefined;
      return origin && property ? { source: origin.source, imported: joined(origin.imported, property) } : undefined;
    }
    if (plain.type === 'CallExpression') {
      const callee = unwrap(plain.callee);
      const source = callee.type === 'Identifier' && callee.name === 'require' ? textOf(plain.arguments[0]) : undefined;
      // `captureAWS(require('aws-sdk'))` of X-Ray hands back the module it was given.
      const captured = /^captureAWS/.test(calleeName(plain) ?? '') ? plain.arguments[0] : undefined;
      if (captured) return this.originOf(captured, depth + 1);
      return source ? { source, imported: '*' } : undefined;
    }
    if (plain.type !== 'Identifier') return undefined;
    const declaration = this.declarationOf(plain);
    if (declaration?.kind === 'variable' && declaration.init) {
      const origin = this.originOf(declaration.init, depth + 1);
      return origin && { source: origin.source, imported: declaration.members.reduce(joined, origin.imported) };
    }
    if (declaration?.kind !== 'import') return undefined;
    const from = this.parentOf(declaration.node);
    if (from?.type !== 'ImportDeclaration') return undefined;
    const specifier = declaration.node;
    if (specifier.type !== 'ImportSpecifier') return { source: from.source.value, imported: '*' };
    return {
      source: from.source.value,
      imported: textOf(specifier.imported) ?? (specifier.imported.type === 'Identifier' ? specifier.imported.name : '*'),
    };
  }

  textOfNode(node: Node): string {
    return this.#text.slice(node.start, node.end);
  }

  place(node: Node): Place {
    return this.placeOfRange(node.start, node.end);
  }

  placeOfRange(start: number, end: number): Place {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    const lineStart = this.#lineStarts[low] ?? 0;
    const newline = this.#text.indexOf('\n', start);
    const lineEnd = newline < 0 ? this.#text.length : newline;
    return { file: this.file, line: low + 1, column: start - lineStart + 1, length: Math.max(1, Math.min(end, lineEnd) - start) };
  }
}

export function contains(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The nodes of a list that stand inside `outer`; the list is in the order of the text, so the first is found by halving. */
function* between<Listed extends Node>(nodes: readonly Listed[], outer: Node): Generator<Listed> {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? 0) < outer.start) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (!node || node.start >= outer.end) return;
    if (node.end <= outer.end) yield node;
  }
}

function joined(before: string, member: string): string {
  if (before === '*' && member === 'default') return '*';
  return before === '*' ? member : `${before}.${member}`;
}

function groupByType(nodes: readonly Node[]): Map<string, Node[]> {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const group = groups.get(node.type);
    if (group) group.push(node);
    else groups.set(node.type, [node]);
  }
  return groups;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return starts;
}

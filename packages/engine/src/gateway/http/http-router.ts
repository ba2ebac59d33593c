import { decodePercent } from '../query-string.ts';

/** A route as the router takes it: its method (`ANY` among them) and path. */
export interface HttpRouteDefinition<Target> {
  readonly method: string;
  readonly path: string;
  readonly target: Target;
}

export interface HttpRouteMatch<Target> {
  readonly target: Target;
  /** Percent-decoded; undefined when the path has none. */
  readonly pathParameters: { readonly [name: string]: string } | undefined;
}

interface Entry<Target> {
  readonly target: Target;
  /** Of the path's variables, in their order: each route names its own. */
  readonly names: readonly string[];
}

interface Node<Target> {
  readonly literals: Map<string, Node<Target>>;
  variable: Node<Target> | undefined;
  /** By method. */
  readonly full: Map<string, Entry<Target>>;
  readonly greedy: Map<string, Entry<Target>>;
}

/**
 * Finds the route of an HTTP API that serves a request: a full match comes before a greedy one wherever they are, a literal before
 * `{param}`, a longer path before a shorter greedy one, a method before ANY. A branch without the method gives way to the next.
 *
 * @source "Create routes for HTTP APIs in API Gateway": routing API requests
 */
export class HttpRouter<Target> {
  readonly #root: Node<Target> = emptyNode();

  constructor(definitions: Iterable<HttpRouteDefinition<Target>>) {
    for (const definition of definitions) this.#add(definition);
  }

  /** @param path the path below the stage, beginning with one slash, as sent */
  match(method: string, path: string): HttpRouteMatch<Target> | undefined {
    const search: Search = { method, segments: segmentsOf(path), values: [] };
    const entry = findFull(this.#root, 0, search) ?? findGreedy(this.#root, 0, search);
    if (!entry) return undefined;
    const { target, names } = entry;
    if (names.length === 0) return { target, pathParameters: undefined };
    const pathParameters: Record<string, string> = Object.create(null);
    for (const [index, name] of names.entries()) pathParameters[name] = decodePercent(search.values[index] ?? '');
    return { target, pathParameters };
  }

  #add({ method, path, target }: HttpRouteDefinition<Target>): void {
    const names: string[] = [];
    let node = this.#root;
    for (const segment of segmentsOf(path)) {
      const [, name, plus] = /^\{(.+?)(\+?)\}$/.exec(segment) ?? [];
      if (name !== undefined) names.push(name);
      if (plus === '+') {
        node.greedy.set(method, { target, names });
        return;
      }
      if (name !== undefined) node.variable ??= emptyNode();
      const next: Node<Target> = (name === undefined ? node.literals.get(segment) : node.variable) ?? emptyNode();
      if (name === undefined) node.literals.set(segment, next);
      node = next;
    }
    node.full.set(method, { target, names });
  }
}

interface Search {
  readonly method: string;
  readonly segments: readonly string[];
  readonly values: string[];
}

function emptyNode<Target>(): Node<Target> {
  return { literals: new Map(), variable: undefined, full: new Map(), greedy: new Map() };
}

/** A slash at the end counts: `/users/` is not `/users`. */
function segmentsOf(path: string): readonly string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}

function findFull<Target>(node: Node<Target>, index: number, search: Search): Entry<Target> | undefined {
  const segment = search.segments[index];
  if (segment === undefined) return entryFor(node.full, search.method);
  const literal = literalOf(node, segment);
  const byLiteral = literal && findFull(literal, index + 1, search);
  if (byLiteral || !node.variable || segment === '') return byLiteral;
  search.values.push(segment);
  const byVariable = findFull(node.variable, index + 1, search);
  if (!byVariable) search.values.pop();
  return byVariable;
}

/** The deepest greedy route that has the method. */
function findGreedy<Target>(node: Node<Target>, index: number, search: Search): Entry<Target> | undefined {
  const segment = search.segments[index];
  if (segment === undefined) return undefined;
  const literal = literalOf(node, segment);
  const byLiteral = literal && findGreedy(literal, index + 1, search);
  if (byLiteral) return byLiteral;
  if (node.variable && segment !== '') {
    search.values.push(segment);
    const byVariable = findGreedy(node.variable, index + 1, search);
    if (byVariable) return byVariable;
    search.values.pop();
  }
  const rest = search.segments.slice(index).join('/');
  const entry = rest === '' ? undefined : entryFor(node.greedy, search.method);
  if (entry) search.values.push(rest);
  return entry;
}

function literalOf<Target>(node: Node<Target>, segment: string): Node<Target> | undefined {
  return node.literals.get(segment) ?? (segment.includes('%') ? node.literals.get(decodePercent(segment)) : undefined);
}

function entryFor<Target>(entries: ReadonlyMap<string, Entry<Target>>, method: string): Entry<Target> | undefined {
  return entries.get(method) ?? entries.get('ANY');
}

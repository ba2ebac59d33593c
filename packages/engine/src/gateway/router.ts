/** A path of a definition, `/users/{id}`, with what each HTTP method leads to. */
export interface RouteDefinition<Target> {
  readonly path: string;
  /** By HTTP method, `ANY` among them. */
  readonly methods: ReadonlyMap<string, Target>;
}

export interface RouteMatch<Target> {
  readonly target: Target;
  /** Values as sent, not percent-decoded; null when the path has no parameters, as in the event. */
  readonly pathParameters: { readonly [name: string]: string } | null;
}

/** What ANY stands for. @source "Set up a method request in API Gateway" */
const anyMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

interface Node<Target> {
  readonly literals: Map<string, Node<Target>>;
  variable: { readonly name: string; readonly node: Node<Target> } | undefined;
  greedy: { readonly name: string; readonly definition: RouteDefinition<Target> } | undefined;
  definition: RouteDefinition<Target> | undefined;
}

/**
 * Finds the method that serves a request. On each level a literal comes before `{param}`, and that before `{proxy+}`; a branch
 * that has the path but not the method gives way to the next.
 *
 * @source localstack's recordings of resource selection; "Set up a proxy integration with a proxy resource"
 */
export class Router<Target> {
  readonly #root: Node<Target> = emptyNode();

  constructor(definitions: Iterable<RouteDefinition<Target>>) {
    for (const definition of definitions) this.#add(definition);
  }

  /** @param path the path below the stage, beginning with one slash, as sent */
  match(method: string, path: string): RouteMatch<Target> | undefined {
    const values: string[] = [];
    const names: string[] = [];
    const target = find(this.#root, 1, { method, path, end: endOf(path), names, values });
    if (target === undefined) return undefined;
    if (names.length === 0) return { target, pathParameters: null };
    const pathParameters: Record<string, string> = Object.create(null);
    for (let index = 0; index < names.length; index += 1) pathParameters[names[index] ?? ''] = values[index] ?? '';
    return { target, pathParameters };
  }

  #add(definition: RouteDefinition<Target>): void {
    let node = this.#root;
    for (const segment of segmentsOf(definition.path)) {
      const variable = /^\{(.+?)(\+?)\}$/.exec(segment);
      if (!variable) {
        const child: Node<Target> = node.literals.get(segment) ?? emptyNode();
        node.literals.set(segment, child);
        node = child;
        continue;
      }
      const [, name = '', plus] = variable;
      if (plus === '+') {
        node.greedy = { name, definition };
        return;
      }
      node.variable ??= { name, node: emptyNode() };
      node = node.variable.node;
    }
    node.definition = definition;
  }
}

function emptyNode<Target>(): Node<Target> {
  return { literals: new Map(), variable: undefined, greedy: undefined, definition: undefined };
}

/** An empty segment in the middle counts. */
function segmentsOf(path: string): readonly string[] {
  const end = endOf(path);
  return end <= 1 ? [] : path.slice(1, end).split('/');
}

/** Where a path ends: trailing slashes do not count. */
function endOf(path: string): number {
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === 47) end -= 1;
  return end;
}

interface Search {
  readonly method: string;
  readonly path: string;
  readonly end: number;
  readonly names: string[];
  readonly values: string[];
}

/** @param start where in the path the next segment begins */
function find<Target>(node: Node<Target>, start: number, search: Search): Target | undefined {
  const { path, end, method } = search;
  if (start > end || end <= 1) return node.definition && methodOf(node.definition, method);
  const slash = path.indexOf('/', start);
  const next = slash < 0 || slash > end ? end : slash;
  const segment = path.slice(start, next);
  const literal = node.literals.get(segment) ?? (segment.includes('%') ? node.literals.get(decoded(segment)) : undefined);
  const byLiteral = literal && find(literal, next + 1, search);
  if (byLiteral !== undefined) return byLiteral;
  if (node.variable && segment !== '') {
    search.names.push(node.variable.name);
    search.values.push(segment);
    const byVariable = find(node.variable.node, next + 1, search);
    if (byVariable !== undefined) return byVariable;
    search.names.pop();
    search.values.pop();
  }
  const target = node.greedy && methodOf(node.greedy.definition, method);
  if (node.greedy && target !== undefined) {
    search.names.push(node.greedy.name);
    search.values.push(path.slice(start, end));
  }
  return target;
}

function methodOf<Target>(definition: RouteDefinition<Target>, method: string): Target | undefined {
  return definition.methods.get(method) ?? (anyMethods.includes(method) ? definition.methods.get('ANY') : undefined);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A broken escape equals no literal.
    return segment;
  }
}

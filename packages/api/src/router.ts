/** What the router needs to know of a route. */
export interface Routed {
  readonly key: string;
  /** `GET`, or `ANY`. */
  readonly method: string;
  /** `/users/{id}` */
  readonly path: string;
}

/** The routes of one path template. `allow` names its methods, as the headers Allow and Access-Control-Allow-Methods do. */
interface Leaf<R> {
  readonly methods: Map<string, R>;
  allow: string;
}

interface Node<R> {
  readonly literals: Map<string, Node<R>>;
  parameter?: Node<R>;
  /** Routes that end here. */
  leaf?: Leaf<R>;
  /** Routes that end in `{name+}` below here. */
  greedy?: Leaf<R>;
}

export interface Router<R> {
  /** The route for a method and path; its parameters, as they stand in the path, are pushed to `values`. */
  find(method: string, path: string, values: string[]): R | undefined;
  /** The methods a path answers to, `GET, HEAD, OPTIONS`; empty when the path is unknown. */
  allow(path: string): string;
}

const everyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * API Gateway's choice of route: per segment a literal goes before `{parameter}` before `{greedy+}`, and a path that
 * lacks the method gives way to a less specific one that has it. One trailing slash does not matter; a double slash does.
 *
 * @throws Error for two routes that no request could tell apart
 */
export function createRouter<R extends Routed>(routes: readonly R[]): Router<R> {
  const root: Node<R> = { literals: new Map() };
  for (const route of routes) add(root, route);
  return {
    find: (method, path, values) => walk(root, path, 1, endOf(path), method, values),
    allow: (path) => {
      const found: Leaf<R>[] = [];
      collect(root, path, 1, endOf(path), found);
      const [first] = found;
      return found.length > 1 ? allowOf(found.flatMap((it) => [...it.methods.keys()])) : (first?.allow ?? '');
    },
  };
}

function add<R extends Routed>(root: Node<R>, route: R): void {
  let node = root;
  let place: 'leaf' | 'greedy' = 'leaf';
  for (const segment of route.path === '/' ? [] : route.path.slice(1).split('/')) {
    if (segment.endsWith('+}')) place = 'greedy';
    else if (segment[0] === '{') {
      node.parameter ??= { literals: new Map() };
      node = node.parameter;
    } else {
      const next: Node<R> = node.literals.get(segment) ?? { literals: new Map() };
      node.literals.set(segment, next);
      node = next;
    }
  }
  const leaf: Leaf<R> = node[place] ?? { methods: new Map(), allow: '' };
  node[place] = leaf;
  const twin = leaf.methods.get(route.method);
  if (twin) throw new Error(`"${twin.key}" and "${route.key}" answer the same requests: remove one.`);
  leaf.methods.set(route.method, route);
  leaf.allow = allowOf([...leaf.methods.keys()]);
}

function allowOf(methods: string[]): string {
  return everyMethod
    .filter((it) => it === 'OPTIONS' || methods.includes(it) || methods.includes('ANY') || (it === 'HEAD' && methods.includes('GET')))
    .join(', ');
}

/** Where the last segment ends; 0 for the root itself. */
function endOf(path: string): number {
  return path.endsWith('/') ? path.length - 1 : path.length;
}

function pick<R>(leaf: Leaf<R> | undefined, method: string): R | undefined {
  return leaf?.methods.get(method) ?? (method === 'HEAD' ? leaf?.methods.get('GET') : undefined) ?? leaf?.methods.get('ANY');
}

/** `%75sers` is `users`: RFC 3986, 6.2.2.2. */
function literalOf(segment: string): string {
  return segment.includes('%') ? decode(segment) : segment;
}

/** Percent-decodes one segment or value; what is not well encoded stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// There is one way to each node, so a search visits no node twice: its cost is bounded by the routes, whatever the path.
function walk<R>(node: Node<R>, path: string, start: number, end: number, method: string, values: string[]): R | undefined {
  if (start > end) return pick(node.leaf, method);
  const slash = path.indexOf('/', start);
  const stop = slash < 0 || slash > end ? end : slash;
  const segment = path.slice(start, stop);
  const literal = node.literals.get(literalOf(segment));
  let found = literal && walk(literal, path, stop + 1, end, method, values);
  if (!found && node.parameter && segment) {
    values.push(segment);
    found = walk(node.parameter, path, stop + 1, end, method, values);
    if (!found) values.pop();
  }
  if (!found && start < end) {
    found = pick(node.greedy, method);
    if (found) values.push(path.slice(start, end));
  }
  return found;
}

function collect<R>(node: Node<R>, path: string, start: number, end: number, found: Leaf<R>[]): void {
  if (start > end) {
    if (node.leaf) found.push(node.leaf);
    return;
  }
  const slash = path.indexOf('/', start);
  const stop = slash < 0 || slash > end ? end : slash;
  const segment = path.slice(start, stop);
  const literal = node.literals.get(literalOf(segment));
  if (literal) collect(literal, path, stop + 1, end, found);
  if (node.parameter && segment) collect(node.parameter, path, stop + 1, end, found);
  if (node.greedy && start < end) found.push(node.greedy);
}

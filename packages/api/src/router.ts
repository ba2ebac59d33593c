/** What the router needs to know of a route. */
export interface Routed {
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
    find: (method, path, values) =>
      walk(
        root,
        partsOf(path),
        1,
        values,
        ({ methods }) => methods.get(method) ?? (method === 'HEAD' ? methods.get('GET') : undefined) ?? methods.get('ANY'),
      ),
    allow(path) {
      const found: Leaf<R>[] = [];
      walk(root, partsOf(path), 1, [], (leaf) => void found.push(leaf));
      return found[1] ? allowOf(found) : (found[0]?.allow ?? '');
    },
  };
}

function add<R extends Routed>(root: Node<R>, route: R): void {
  let node = root;
  let place: 'leaf' | 'greedy' = 'leaf';
  for (const part of partsOf(route.path).slice(1)) {
    if (part.endsWith('+}')) place = 'greedy';
    else {
      const next: Node<R> = (part[0] === '{' ? node.parameter : node.literals.get(part)) ?? { literals: new Map() };
      if (part[0] === '{') node.parameter = next;
      else node.literals.set(part, next);
      node = next;
    }
  }
  const leaf: Leaf<R> = node[place] ?? { methods: new Map(), allow: '' };
  node[place] = leaf;
  if (leaf.methods.has(route.method)) throw new Error(`Two routes answer ${route.method} ${route.path}`);
  leaf.methods.set(route.method, route);
  leaf.allow = allowOf([leaf]);
}

function allowOf<R>(leaves: readonly Leaf<R>[]): string {
  const has = (method: string): boolean => leaves.some(({ methods }) => methods.has(method) || methods.has('ANY'));
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
    .filter((it) => it === 'OPTIONS' || has(it) || (it === 'HEAD' && has('GET')))
    .join(', ');
}

/** The segments of a path; one slash at its end adds none. */
function partsOf(path: string): string[] {
  const parts = path.split('/');
  if (!parts.at(-1)) parts.pop();
  return parts;
}

/** Percent-decodes one segment or value; what is not well encoded stays as it is. */
export function decode(text: string): string {
  try {
    return text.includes('%') ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}

// There is one way to each node, so a search visits no node twice: its cost is bounded by the routes, whatever the path.
function walk<R, F>(
  node: Node<R>,
  parts: readonly string[],
  depth: number,
  values: string[],
  visit: (leaf: Leaf<R>) => F | undefined,
): F | undefined {
  const part = parts[depth];
  if (part === undefined) return node.leaf && visit(node.leaf);
  // `%75sers` is `users`: RFC 3986, 6.2.2.2.
  const literal = node.literals.get(decode(part));
  let found = literal && walk(literal, parts, depth + 1, values, visit);
  if (!found && node.parameter && part) {
    const { length } = values;
    values.push(part);
    found = walk(node.parameter, parts, depth + 1, values, visit);
    if (!found) values.length = length;
  }
  if (!found && node.greedy) {
    found = visit(node.greedy);
    if (found) values.push(parts.slice(depth).join('/'));
  }
  return found;
}

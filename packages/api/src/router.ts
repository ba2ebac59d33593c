/** What a route may be for, besides ANY. */
export const methods: readonly string[] = 'GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS'.split('|');

/** What the router needs to know of a route. */
export interface Routed {
  readonly key: string;
  /** `GET`, or `ANY`. */
  readonly method: string;
  /** `/users/{id}` */
  readonly path: string;
}

/** What is known of a path: the route that takes the method, if one does, and what the path's segments are. */
export interface Match<R> {
  readonly route: R | undefined;
  readonly parts: readonly string[];
  /** The methods the path answers to, `GET, HEAD, OPTIONS`, when it has routes and none was found; else empty. */
  readonly allow: string;
}

/** Has literals by their text, a parameter under 0, and a greedy one under 1: numbers, which no segment of a request is. */
class Node<R> extends Map<string | number, Node<R>> {
  /** Those that end here, by method. */
  readonly routes: Map<string, R> = new Map();
  /** What a path answers to that ends here and nowhere else. */
  declare allow?: string;
}

/**
 * API Gateway's choice of route: per segment a literal goes before `{parameter}` before `{greedy+}`, and a path that
 * lacks the method gives way to a less specific one that has it. One trailing slash does not matter; a double slash does.
 *
 * @returns what finds the routes of a path, what it answers to when none takes the method; no method, `''`, matches none of them
 * @throws Error for two routes that no request could tell apart
 */
export function createRouter<R extends Routed>(all: readonly R[]): (method: string, path: string) => Match<R> {
  const root = new Node<R>();
  for (const route of all) {
    let at = root;
    for (const part of partsOf(route.path)) {
      const key = part[0] === '{' ? (part.includes('+') ? 1 : 0) : part;
      const next = at.get(key) ?? new Node();
      at.set(key, next);
      at = next;
    }
    if (at.routes.has(route.method)) throw new Error(`"${route.key}" is there twice`);
    at.routes.set(route.method, route);
  }
  return (method, path) => {
    const parts = partsOf(path);
    const ends: Node<R>[] = [];
    // There is one way to each node, so a search visits no node twice: its cost is bounded by the routes, whatever the path.
    const walk = (depth: number, at?: Node<R>): void => {
      const part = parts[depth];
      if (at && part !== undefined) {
        // `%75sers` is `users`: RFC 3986, 6.2.2.2.
        walk(depth + 1, at.get(decode(part)));
        if (part) walk(depth + 1, at.get(0));
        at = at.get(1);
      }
      if (at?.routes.size) ends.push(at);
    };
    const find = (it: string): R | undefined => {
      for (const { routes } of ends) {
        const route = routes.get(it) ?? routes.get(it === 'HEAD' ? 'GET' : '') ?? routes.get(it && 'ANY');
        if (route) return route;
      }
      return undefined;
    };
    walk(0, root);
    const route = find(method);
    const list = (): string => methods.filter((it) => it === 'OPTIONS' || find(it)).join(', ');
    // biome-ignore lint/suspicious/noAssignInExpressions: what one end answers to is listed once; several go with the path.
    const allow = route || !ends[0] ? '' : ends[1] ? list() : (ends[0].allow ??= list());
    return { route, parts, allow };
  };
}

/** The segments of a path, an empty one before the first slash; one slash at its end adds none. */
export function partsOf(path: string): string[] {
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

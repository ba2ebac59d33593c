/** What a route may be for, besides ANY. */
export const methods = 'GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS';

/** What the router needs to know of a route. */
export interface Routed {
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

/** `next` has literals by their text, a parameter under 0, and a greedy one under 1: numbers, which no segment of a request is. */
interface Node<R> {
  readonly next: Map<string | number, Node<R>>;
  /** Routes that end here, by method. */
  readonly routes: Map<string, R>;
}

/**
 * API Gateway's choice of route: per segment a literal goes before `{parameter}` before `{greedy+}`, and a path that
 * lacks the method gives way to a less specific one that has it. One trailing slash does not matter; a double slash does.
 *
 * @returns what finds the routes of a path, what it answers to when none takes the method; no method, `''`, matches none of them
 * @throws Error for two routes that no request could tell apart
 */
export function createRouter<R extends Routed>(all: readonly R[]): (method: string, path: string) => Match<R> {
  const root = node<R>();
  for (const route of all) {
    let at = root;
    for (const part of partsOf(route.path)) {
      const key = part[0] === '{' ? (part.at(-2) === '+' ? 1 : 0) : part;
      const next = at.next.get(key) ?? node();
      at.next.set(key, next);
      at = next;
    }
    if (at.routes.has(route.method)) throw new Error(`"${route.method} ${route.path}" is there twice`);
    at.routes.set(route.method, route);
  }
  // There are no more of these than combinations of routes: nothing a request says is kept.
  const lists = new Map<string, string>();
  return (method, path) => {
    const parts = partsOf(path);
    let routed = '';
    const pick = ({ routes }: Node<R>): R | undefined => {
      const route = routes.get(method) ?? routes.get(method === 'HEAD' ? 'GET' : '') ?? (method ? routes.get('ANY') : undefined);
      if (!route) routed += [...routes.keys()];
      return route;
    };
    // There is one way to each node, so a search visits no node twice: its cost is bounded by the routes, whatever the path.
    const walk = (at: Node<R> | undefined, depth: number): R | undefined => {
      const part = parts[depth];
      if (!at || part === undefined) return at && pick(at);
      // `%75sers` is `users`: RFC 3986, 6.2.2.2.
      const route = walk(at.next.get(decode(part)), depth + 1) ?? (part && walk(at.next.get(0), depth + 1));
      if (route) return route;
      const greedy = at.next.get(1);
      return greedy && pick(greedy);
    };
    const route = walk(root, 0);
    let allow = route || !routed ? '' : lists.get(routed);
    if (allow === undefined) {
      allow = allowOf(routed);
      lists.set(routed, allow);
    }
    return { route, parts, allow };
  };
}

function node<R>(): Node<R> {
  return { next: new Map(), routes: new Map() };
}

function allowOf(routed: string): string {
  const all = `${routed}OPTIONS`.replace('GET', 'GET,HEAD');
  return methods
    .split('|')
    .filter((it) => all.includes('ANY') || all.includes(it))
    .join(', ');
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

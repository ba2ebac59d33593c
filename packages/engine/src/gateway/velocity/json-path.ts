/** Nodes a path may visit: a bound for `..` on hostile bodies. */
const maximumNodes = 200_000;
const maximumPathLength = 2000;

type Step =
  | { readonly kind: 'member'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined; readonly by: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descend' }
  | { readonly kind: 'filter'; readonly test: Test };

type Test = (node: unknown, visit: Visit) => boolean;

/** How many nodes were visited for one path, its filters' paths among them. */
interface Visit {
  nodes: number;
}

/**
 * The node or nodes that a path selects, in the dialect of Jayway JsonPath: a path that may select several gives a list.
 * @returns undefined when a definite path leads nowhere, or when the path cannot be read
 */
export function evaluateJsonPath(root: unknown, path: string): unknown {
  return evaluate(root, path, { nodes: 0 });
}

function evaluate(root: unknown, path: string, visit: Visit): unknown {
  if (root === undefined || path.length > maximumPathLength) return undefined;
  const steps = parsePath(path);
  if (!steps) return undefined;
  let nodes: unknown[] = [root];
  let isDefinite = true;
  for (const step of steps) {
    if (step.kind !== 'member' && step.kind !== 'index') isDefinite = false;
    if ((step.kind === 'member' && step.names.length > 1) || (step.kind === 'index' && step.indexes.length > 1)) isDefinite = false;
    nodes = nodes.flatMap((node) => select(step, node, visit));
    if (visit.nodes > maximumNodes) return undefined;
  }
  return isDefinite ? nodes[0] : nodes;
}

function select(step: Step, node: unknown, visit: Visit): unknown[] {
  visit.nodes += 1;
  if (visit.nodes > maximumNodes) return [];
  switch (step.kind) {
    case 'member':
      return isObject(node) ? step.names.filter((name) => Object.hasOwn(node, name)).map((name) => node[name]) : [];
    case 'index':
      return Array.isArray(node) ? step.indexes.map((index) => node.at(index)).filter((it) => it !== undefined) : [];
    case 'slice':
      return Array.isArray(node) ? node.slice(step.from, step.to).filter((_, index) => index % step.by === 0) : [];
    case 'wildcard':
      return childrenOf(node);
    case 'descend':
      return descendantsOf(node, visit);
    case 'filter':
      return Array.isArray(node) ? node.filter((it) => step.test(it, visit)) : isObject(node) && step.test(node, visit) ? [node] : [];
  }
}

function childrenOf(node: unknown): unknown[] {
  return Array.isArray(node) ? node : isObject(node) ? Object.values(node) : [];
}

function descendantsOf(node: unknown, visit: Visit): unknown[] {
  const found = [node];
  for (let index = 0; index < found.length && visit.nodes <= maximumNodes; index += 1) {
    for (const child of childrenOf(found[index])) found.push(child);
    visit.nodes += 1;
  }
  return found;
}

const name = /^[^.[\]*'"\s()]+/;

/** Reads `$.a['b'][0,1][1:2][*]..c[?(@.x > 1)]`; undefined when it is no path. */
export function parsePath(path: string): readonly Step[] | undefined {
  let rest = path.trim();
  if (!rest.startsWith('$')) return undefined;
  rest = rest.slice(1);
  const steps: Step[] = [];
  while (rest !== '') {
    if (rest.startsWith('..')) {
      steps.push({ kind: 'descend' });
      rest = rest.slice(2);
      if (rest.startsWith('[')) continue;
      rest = `.${rest}`;
    }
    if (rest.startsWith('.*')) {
      steps.push({ kind: 'wildcard' });
      rest = rest.slice(2);
    } else if (rest.startsWith('.')) {
      const found = name.exec(rest.slice(1))?.[0];
      if (found === undefined) return undefined;
      steps.push({ kind: 'member', names: [found] });
      rest = rest.slice(1 + found.length);
    } else {
      const bracket = closingBracket(rest);
      const step = bracket === undefined ? undefined : parseBracket(rest.slice(1, bracket).trim());
      if (bracket === undefined || !step) return undefined;
      steps.push(step);
      rest = rest.slice(bracket + 1);
    }
  }
  return steps;
}

/** The index of the `]` that closes the bracket at the beginning, quotes and inner brackets minded. */
function closingBracket(text: string): number | undefined {
  if (!text.startsWith('[')) return undefined;
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === '\\') index += 1;
      else if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '[') depth += 1;
    else if (character === ']') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return undefined;
}

function parseBracket(inside: string): Step | undefined {
  if (inside === '*') return { kind: 'wildcard' };
  if (inside.startsWith('?(') && inside.endsWith(')')) {
    const test = parseFilter(inside.slice(2, -1));
    return test && { kind: 'filter', test };
  }
  const slice = /^(-?\d*):(-?\d*)(?::(\d+))?$/.exec(inside);
  if (slice) return { kind: 'slice', from: bound(slice[1]), to: bound(slice[2]), by: Number(slice[3] ?? 1) || 1 };
  if (/^-?\d+(\s*,\s*-?\d+)*$/.test(inside)) return { kind: 'index', indexes: inside.split(',').map(Number) };
  const names = [...inside.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? match[2] ?? '').replace(/\\(.)/g, '$1'),
  );
  const isNames = /^('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(\s*,\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*$/.test(inside);
  return isNames ? { kind: 'member', names } : undefined;
}

function bound(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : Number(text);
}

/** `@.x > 1 && @.y == 'a' || @.z`. */
function parseFilter(text: string): Test | undefined {
  const alternatives = text.split('||').map((alternative) => alternative.split('&&').map((it) => parseComparison(it.trim())));
  if (alternatives.some((all) => all.some((it) => it === undefined))) return undefined;
  return (node, visit) => alternatives.some((all) => all.every((test) => test?.(node, visit)));
}

function parseComparison(text: string): Test | undefined {
  const [, negated, inner = ''] = /^(!?)\s*\(?(.*?)\)?$/.exec(text) ?? [];
  const [, left = '', operator, right] = /^(@[^=!<>]*?)\s*(?:(==|!=|<=|>=|<|>)\s*(.+))?$/.exec(inner.trim()) ?? [];
  if (left === '') return undefined;
  const path = `$${left.trim().slice(1)}`;
  if (operator === undefined || right === undefined) {
    const exists: Test = (node, visit) => evaluate(node, path, visit) !== undefined;
    return negated === '!' ? (node, visit) => !exists(node, visit) : exists;
  }
  const wanted = literal(right.trim());
  return (node, visit) => holds(evaluate(node, path, visit), operator, wanted);
}

function literal(text: string): unknown {
  const quoted = /^'(.*)'$|^"(.*)"$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return Number(text);
}

function holds(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
  const order =
    typeof left === 'number' && typeof right === 'number' ? left - right : String(left) < String(right) ? -1 : left === right ? 0 : 1;
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

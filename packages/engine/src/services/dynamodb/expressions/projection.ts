import { type AttributeValue, attribute, type Item, setAttribute } from '../values/attribute-value.ts';
import { type DocumentPath, findPathConflicts, memberOf, pathProblem, readPath } from './document-path.ts';
import { invalidExpression } from './expression-error.ts';
import type { ExpressionScope } from './expression-scope.ts';
import type { Placeholders } from './placeholders.ts';
import { Tokens } from './tokens.ts';

export type Projection = readonly DocumentPath[];

const parameter = 'ProjectionExpression';

/** @throws ServiceError ValidationException */
export function parseProjection(scope: ExpressionScope, text: string): Projection {
  return scope.parse(scope.cache.projections, parameter, text, readAndCheck, () => undefined);
}

function readAndCheck(_parameter: typeof parameter, text: string, placeholders: Placeholders): Projection {
  const tokens = new Tokens(parameter, text);
  const paths = [readPath(tokens)];
  while (tokens.takeSymbol(',')) paths.push(readPath(tokens));
  if (tokens.current.kind !== 'end') throw tokens.syntaxError();
  return checkProjection(paths, placeholders);
}

function checkProjection(written: Projection, placeholders: Placeholders): Projection {
  for (const path of written) {
    const problem = pathProblem(path);
    if (problem !== undefined) throw invalidExpression(parameter, problem);
  }
  const paths = written.map((path) => placeholders.resolvePath(parameter, path));
  const { overlap, conflict } = findPathConflicts(paths);
  const problem = overlap ?? conflict;
  if (problem !== undefined) throw invalidExpression(parameter, problem);
  return paths;
}

/** The parts of the item at these paths; list elements close up in their order. Empty when none is there. */
export function project(item: Item, projection: Projection): Item {
  const projected: { [name: string]: AttributeValue } = {};
  for (const [name, rests] of groupByStep(projection)) {
    const value = typeof name === 'string' ? attribute(item, name) : undefined;
    const part = value && partOf(value, rests);
    if (part && typeof name === 'string') setAttribute(projected, name, part);
  }
  return projected;
}

/** The parts of a value at the paths, or all of it when one path ends here; undefined when none is there. */
function partOf(value: AttributeValue, paths: readonly DocumentPath[]): AttributeValue | undefined {
  if (paths.some((path) => path.length === 0)) return value;
  const steps = groupByStep(paths);
  if ('M' in value) {
    const members: { [name: string]: AttributeValue } = {};
    for (const [name, rests] of steps) {
      const member = memberOf(value, name);
      const part = member && partOf(member, rests);
      if (part && typeof name === 'string') setAttribute(members, name, part);
    }
    return Object.keys(members).length > 0 ? { M: members } : undefined;
  }
  const elements: AttributeValue[] = [];
  for (const [index, rests] of [...steps].sort(([a], [b]) => Number(a) - Number(b))) {
    const element = memberOf(value, index);
    const part = element && partOf(element, rests);
    if (part) elements.push(part);
  }
  return elements.length > 0 ? { L: elements } : undefined;
}

function groupByStep(paths: readonly DocumentPath[]): Map<string | number, DocumentPath[]> {
  const groups = new Map<string | number, DocumentPath[]>();
  for (const [step, ...rest] of paths) {
    if (step === undefined) continue;
    const group = groups.get(step);
    if (group) group.push(rest);
    else groups.set(step, [rest]);
  }
  return groups;
}

import type { Node } from 'oxc-parser';
import { memberName, propertyName, unwrap } from '../syntax/nodes.ts';
import type { Declaration } from '../syntax/scopes.ts';
import type { SourceModule } from '../syntax/source-module.ts';
import { exportedFunctions } from './handlers.ts';

const eventNames = /^_?(event|evt|apiEvent|lambdaEvent|proxyEvent)$/;
const eventTypes = /APIGateway\w*Event|LambdaFunctionURLEvent/;

/**
 * The members that lead from the API Gateway event to what an expression reads: `['body']` for `event.body`, for the `body`
 * of `const { body } = event` and for `event.body || '{}'`; `[]` for the event itself; undefined for anything else.
 */
export function eventPath(module: SourceModule, node: Node, depth = 0): readonly string[] | undefined {
  if (depth > 12) return undefined;
  const plain = unwrap(node);
  if (plain.type === 'LogicalExpression' && plain.operator !== '&&') return eventPath(module, plain.left, depth + 1);
  if (plain.type === 'MemberExpression') {
    const base = eventPath(module, plain.object, depth + 1);
    const name = memberName(plain);
    return base && [...base, name ?? '?'];
  }
  if (plain.type !== 'Identifier') return undefined;
  const declaration = module.declarationOf(plain);
  if (!declaration) return undefined;
  if (declaration.kind === 'parameter') return isEvent(module, declaration) ? declaration.members : undefined;
  if (declaration.kind !== 'variable' || !declaration.init) return undefined;
  const base = eventPath(module, declaration.init, depth + 1);
  return base && [...base, ...declaration.members];
}

function isEvent(module: SourceModule, { name, node, members, parameter }: Declaration): boolean {
  if (!parameter) return false;
  if (members.length === 0 && eventNames.test(name)) return true;
  const pattern = node.type === 'AssignmentPattern' ? node.left : node;
  const annotation = 'typeAnnotation' in pattern ? pattern.typeAnnotation : undefined;
  if (annotation && eventTypes.test(module.textOfNode(annotation))) return true;
  if (parameter.index !== 0) return false;
  return module.once(exportedFunctions).some((it) => it.name === 'handler' && it.function === parameter.function);
}

/** Every expression of a module that reads a member of the event, with its path; the longest ones only. */
export function* eventReads(module: SourceModule): Generator<{ readonly node: Node; readonly path: readonly string[] }> {
  for (const node of module.all('MemberExpression')) {
    const parent = module.parentOf(node);
    if (parent?.type === 'MemberExpression' && parent.object === node) continue;
    const path = eventPath(module, node);
    if (path && path.length > 0) yield { node, path };
  }
  // `const { 'x-api-key': key } = event.headers` reads a header as well.
  for (const pattern of module.all('ObjectPattern')) {
    const parent = module.parentOf(pattern);
    const base = parent?.type === 'VariableDeclarator' && parent.init ? eventPath(module, parent.init) : undefined;
    if (!base) continue;
    for (const property of pattern.properties) {
      const name = propertyName(property);
      if (name) yield { node: property, path: [...base, name] };
    }
  }
}

/**
 * True when an expression is made of something that `test` accepts: of the expression itself, a part of it, or the
 * constants it names.
 */
export function isMadeOf(module: SourceModule, node: Node, test: (part: Node) => boolean): boolean {
  const followed = new Set<Declaration>();
  const waiting = [node];
  for (let whole = waiting.pop(); whole; whole = waiting.pop()) {
    if (test(whole)) return true;
    for (const part of module.insideOf(whole)) {
      if (part !== whole && test(part)) return true;
      const declaration = module.declarationOf(part);
      if (declaration?.kind !== 'variable' || !declaration.init || followed.has(declaration)) continue;
      followed.add(declaration);
      waiting.push(declaration.init);
    }
  }
  return false;
}

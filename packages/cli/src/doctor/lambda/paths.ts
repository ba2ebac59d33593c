import type { Node } from 'oxc-parser';
import { type NodeOf, textOf, unwrap } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';
import { eventPath } from './events.ts';

/** A comparison of something with a text: `case 'GET /users':`, `path === '/users'`. */
export interface TextComparison {
  readonly node: Node;
  readonly text: string;
  readonly subject: Node;
  readonly within: NodeOf<'SwitchStatement'> | NodeOf<'BinaryExpression'>;
}

export function textComparisonsOf(module: SourceModule): readonly TextComparison[] {
  const found: TextComparison[] = [];
  for (const within of module.all('SwitchStatement')) {
    for (const { test } of within.cases) {
      const text = textOf(test);
      if (test && text !== undefined) found.push({ node: test, text, subject: within.discriminant, within });
    }
  }
  for (const within of module.all('BinaryExpression')) {
    if (!/^[=!]==?$/.test(within.operator)) continue;
    for (const [one, other] of [[within.left, within.right] as const, [within.right, within.left] as const]) {
      const text = textOf(one);
      if (text !== undefined) found.push({ node: one, text, subject: other, within });
    }
  }
  return found;
}

/** True for what reads the path a client asked for, as against `resource` and `routeKey`, which are templates. */
export function readsRequestPath(module: SourceModule, node: Node): boolean {
  const path = eventPath(module, node)?.join('.');
  return path !== undefined && /^(path|rawPath|pathParameters\.[^.]+|requestContext\.path|requestContext\.http\.path)$/.test(path);
}

/** The pieces of text an expression is joined from: literals and the fixed parts of template literals. */
export function* fixedTexts(module: SourceModule, node: Node): Generator<string> {
  const whole = module.valueOf(unwrap(node));
  const text = textOf(whole);
  if (text !== undefined) yield text;
  for (const literal of module.within(whole, 'Literal')) if (typeof literal.value === 'string') yield literal.value;
  for (const element of module.within(whole, 'TemplateElement')) yield element.value.cooked ?? '';
}

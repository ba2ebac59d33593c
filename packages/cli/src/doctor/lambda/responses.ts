import type { Node } from 'oxc-parser';
import { type NodeOf, numberOf, propertyName, propertyOf } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';

/** An object literal in the form of a proxy integration's response. */
export interface ResponseLiteral {
  readonly node: NodeOf<'ObjectExpression'>;
  /** Undefined when the code computes it. */
  readonly statusCode: number | undefined;
  readonly statusNode: Node;
  readonly headers: Node | undefined;
  readonly body: Node | undefined;
}

export function responsesOf(module: SourceModule): readonly ResponseLiteral[] {
  const found: ResponseLiteral[] = [];
  for (const node of module.all('ObjectExpression')) {
    const statusNode = propertyOf(node, 'statusCode');
    const body = propertyOf(node, 'body');
    if (!statusNode || (!body && module.parentOf(node)?.type !== 'ReturnStatement')) continue;
    found.push({ node, statusNode, statusCode: numberOf(statusNode), headers: propertyOf(node, 'headers'), body });
  }
  return found;
}

/**
 * Whether a response sets a header: `unknown` when the headers come from a call, a parameter or another module.
 */
export function setsHeader(module: SourceModule, response: ResponseLiteral, name: string): 'yes' | 'no' | 'unknown' {
  if (!response.headers) return response.node.properties.some((it) => it.type === 'SpreadElement') ? 'unknown' : 'no';
  return objectHas(module, response.headers, name.toLowerCase(), new Set());
}

function objectHas(module: SourceModule, node: Node, name: string, seen: Set<Node>): 'yes' | 'no' | 'unknown' {
  const object = module.valueOf(node);
  if (object.type !== 'ObjectExpression') return 'unknown';
  if (seen.has(object)) return 'no';
  seen.add(object);
  let answer: 'no' | 'unknown' = 'no';
  for (const property of object.properties) {
    if (property.type === 'SpreadElement') {
      const inner = objectHas(module, property.argument, name, seen);
      if (inner === 'yes') return 'yes';
      if (inner === 'unknown') answer = 'unknown';
      continue;
    }
    const key = propertyName(property);
    if (key === undefined) answer = 'unknown';
    else if (key.toLowerCase() === name) return 'yes';
  }
  return answer;
}

import type { Node } from 'oxc-parser';

/** The nodes of one type. Some of the parser's interfaces have several types, so `Extract` would miss them. */
export type NodeOf<Type extends Node['type'], Each = Node> = Each extends { readonly type: infer Types }
  ? Type extends Types
    ? Each
    : never
  : never;
export type FunctionNode = NodeOf<'FunctionDeclaration' | 'ArrowFunctionExpression'>;

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return node?.type === 'FunctionDeclaration' || node?.type === 'FunctionExpression' || node?.type === 'ArrowFunctionExpression';
}

/** The expression without what does not change its value at run time: parentheses, `as T`, `!`, optional chaining's wrapper. */
export function unwrap(node: Node): Node {
  let here = node;
  for (;;) {
    switch (here.type) {
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        here = here.expression;
        break;
      default:
        return here;
    }
  }
}

/** The text of a string literal, or of a template literal without expressions. */
export function textOf(node: Node | null | undefined): string | undefined {
  if (!node) return undefined;
  const plain = unwrap(node);
  if (plain.type === 'Literal' && typeof plain.value === 'string') return plain.value;
  if (plain.type === 'TemplateLiteral' && plain.expressions.length === 0) return plain.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

export function numberOf(node: Node | null | undefined): number | undefined {
  const plain = node ? unwrap(node) : undefined;
  return plain?.type === 'Literal' && typeof plain.value === 'number' ? plain.value : undefined;
}

/** `name` of `object.name` and `object['name']`. */
export function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  if (node.computed) return textOf(node.property);
  return node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** The name of an object literal's property, or of a pattern's. */
export function propertyName(node: Node): string | undefined {
  if (node.type !== 'Property') return undefined;
  if (node.computed) return textOf(node.key);
  return node.key.type === 'Identifier' ? node.key.name : textOf(node.key);
}

/** The value of a property that an object literal itself spells out. */
export function propertyOf(object: Node | undefined, name: string): Node | undefined {
  if (object?.type !== 'ObjectExpression') return undefined;
  for (const property of object.properties) {
    if (property.type === 'Property' && propertyName(property)?.toLowerCase() === name.toLowerCase()) return property.value;
  }
  return undefined;
}

export function hasSpread(object: Node | undefined): boolean {
  return object?.type === 'ObjectExpression' && object.properties.some((it) => it.type === 'SpreadElement');
}

/** The last name of what a call or `new` calls: `verify` of `jwt.verify(token)`. */
export function calleeName(node: Node): string | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const callee = unwrap(node.callee);
  return callee.type === 'Identifier' ? callee.name : memberName(callee);
}

/** What stands before the last name of a call: `jwt` of `jwt.verify(token)`. */
export function receiverOf(node: Node): Node | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const callee = unwrap(node.callee);
  return callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
}

/** True for `object.method(...)` of two plain names: `JSON.parse(...)`, `Math.random()`. */
export function isCallOf(node: Node, object: string, method: string): node is NodeOf<'CallExpression'> {
  if (node.type !== 'CallExpression' || calleeName(node) !== method) return false;
  const receiver = receiverOf(node);
  return receiver?.type === 'Identifier' && receiver.name === object;
}

/** The name of the variable in `process.env.NAME`. */
export function environmentName(node: Node): string | undefined {
  const plain = unwrap(node);
  if (plain.type !== 'MemberExpression') return undefined;
  const object = unwrap(plain.object);
  if (object.type !== 'MemberExpression' || memberName(object) !== 'env') return undefined;
  const root = unwrap(object.object);
  return root.type === 'Identifier' && root.name === 'process' ? memberName(plain) : undefined;
}

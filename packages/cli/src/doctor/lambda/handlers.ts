import type { Node } from 'oxc-parser';
import { type FunctionNode, isFunction, memberName, propertyName, unwrap } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';

/** A function that a module exports. */
export interface ExportedFunction {
  readonly name: string;
  readonly function: FunctionNode;
  /** True when another function stands between Lambda and this one: `middy(handler)`, `withCors(async (event) => ...)`. */
  readonly wrapped: boolean;
}

/** The functions a module exports, CommonJS and ES alike. */
export function exportedFunctions(module: SourceModule): readonly ExportedFunction[] {
  const found: ExportedFunction[] = [];
  const add = (name: string, value: Node): void => {
    const function_ = functionIn(module, value);
    if (function_) found.push({ name, ...function_ });
  };
  for (const node of module.all('AssignmentExpression')) {
    const target = unwrap(node.left);
    if (target.type !== 'MemberExpression') continue;
    const object = unwrap(target.object);
    const name = memberName(target);
    const isExports = object.type === 'Identifier' && object.name === 'exports';
    const isModule = object.type === 'Identifier' && object.name === 'module' && name === 'exports';
    const isModuleExports = object.type === 'MemberExpression' && memberName(object) === 'exports';
    if (isModule) {
      const value = unwrap(node.right);
      if (value.type === 'ObjectExpression') {
        for (const property of value.properties) if (property.type === 'Property') add(propertyName(property) ?? '', property.value);
      } else add('default', value);
    } else if (name && (isExports || isModuleExports)) add(name, node.right);
  }
  for (const node of module.all('ExportNamedDeclaration')) {
    const { declaration } = node;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id) add(declaration.id.name, declaration);
    if (declaration?.type === 'VariableDeclaration') {
      for (const it of declaration.declarations) if (it.id.type === 'Identifier' && it.init) add(it.id.name, it.init);
    }
    for (const it of node.specifiers) if (it.exported.type === 'Identifier' && !node.source) add(it.exported.name, it.local);
  }
  for (const node of module.all('ExportDefaultDeclaration')) add('default', node.declaration);
  return found;
}

function functionIn(module: SourceModule, value: Node, depth = 0): { function: FunctionNode; wrapped: boolean } | undefined {
  const plain = module.valueOf(value);
  if (isFunction(plain)) return { function: plain, wrapped: false };
  if (plain.type !== 'CallExpression' || depth > 4) return undefined;
  // `middy(handler).use(cors())`: the function may be an argument of any call in the chain.
  const callee = unwrap(plain.callee);
  for (const candidate of [...plain.arguments.slice(0, 10), ...(callee.type === 'MemberExpression' ? [callee.object] : [])]) {
    const inner = functionIn(module, candidate, depth + 1);
    if (inner) return { function: inner.function, wrapped: true };
  }
  return undefined;
}

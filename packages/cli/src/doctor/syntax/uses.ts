import type { Node } from 'oxc-parser';
import { type FunctionNode, type NodeOf, unwrap } from './nodes.ts';
import type { Declaration } from './scopes.ts';
import { contains, type SourceModule } from './source-module.ts';

/** True when the name is read or written, and is not a property, a key, a label or a specifier that only looks like a name. */
export function isReference(module: SourceModule, name: NodeOf<'Identifier'>): boolean {
  const parent = module.parentOf(name);
  if (!parent) return false;
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === name || parent.computed;
    case 'Property':
      return parent.value === name || parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.value === name || parent.computed;
    case 'ExportSpecifier': {
      const declaration = module.parentOf(parent);
      return parent.local === name && declaration?.type === 'ExportNamedDeclaration' && declaration.source === null;
    }
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ImportSpecifier':
    case 'ImportAttribute':
    case 'ExportAllDeclaration':
      return false;
    default:
      return !parent.type.startsWith('TS') && !parent.type.startsWith('JSX');
  }
}

/** Every place that reads what a declaration declares, other than the declaration itself. */
export function usesOf(module: SourceModule, declaration: Declaration): readonly NodeOf<'Identifier'>[] {
  return module
    .all('Identifier')
    .filter(
      (it) =>
        it.name === declaration.name &&
        isReference(module, it) &&
        !isDeclaring(declaration, it) &&
        module.declarationOf(it) === declaration,
    );
}

function isDeclaring({ node, init }: Declaration, name: Node): boolean {
  if (node.type === 'VariableDeclarator') return contains(node.id, name) && !(init && contains(init, name));
  return contains(node, name) && node.type !== 'CatchClause' && !node.type.startsWith('Function') && !node.type.startsWith('Class');
}

/** Every call of a function in its own module. */
export function callsOf(module: SourceModule, node: FunctionNode): readonly NodeOf<'CallExpression'>[] {
  return module.all('CallExpression').filter((it) => unwrap(it.callee).type === 'Identifier' && module.valueOf(it.callee) === node);
}

/** True when a node's value decides something: it stands in a test, is negated, compared, defaulted or chained with `?.`. */
export function isTested(module: SourceModule, node: Node): boolean {
  let inner = node;
  for (const outer of module.ancestors(node)) {
    switch (outer.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'WhileStatement':
        if (contains(outer.test, inner)) return true;
        return false;
      case 'SwitchStatement':
        return contains(outer.discriminant, inner);
      case 'LogicalExpression':
        if (contains(outer.left, inner)) return true;
        break;
      case 'UnaryExpression':
        return outer.operator === '!' || outer.operator === 'typeof';
      case 'BinaryExpression':
        return /^([=!]==?|[<>]=?|instanceof|in)$/.test(outer.operator);
      case 'MemberExpression':
        if (outer.object !== inner) return false;
        if (outer.optional) return true;
        break;
      case 'CallExpression':
        // `error.message.includes('x')` inside a test still decides; as an argument the value is handed on.
        if (!contains(outer.callee, inner)) return false;
        break;
      default:
        if (/Statement$|Declaration$|Declarator$|Function/.test(outer.type)) return false;
    }
    inner = outer;
  }
  return false;
}

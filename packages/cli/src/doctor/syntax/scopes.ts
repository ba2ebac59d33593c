import type { Node } from 'oxc-parser';
import { type FunctionNode, isFunction, propertyName } from './nodes.ts';

/** Where a name comes from. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'variable' | 'function' | 'class' | 'parameter' | 'import' | 'catch';
  /** The declaring node: the function or class itself, a VariableDeclarator, an import specifier. */
  readonly node: Node;
  /** What the variable starts with, or the parameter's default. */
  readonly init?: Node | undefined;
  /** The members taken out of `init` or of the parameter: `['body']` of `const { body } = event`. */
  readonly members: readonly string[];
  readonly parameter?: { readonly function: FunctionNode; readonly index: number } | undefined;
}

/** Every declared name of a module, by the node that is its scope. */
export type Scopes = ReadonlyMap<Node, ReadonlyMap<string, Declaration>>;

const blockScopes = new Set<string>([
  'Program',
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'StaticBlock',
  'TSModuleBlock',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

/** Reads the declarations of a module's nodes; `parentOf` is the module's own. */
export function readScopes(nodes: readonly Node[], parentOf: (node: Node) => Node | undefined): Scopes {
  const scopes = new Map<Node, Map<string, Declaration>>();
  const declare = (scope: Node | undefined, declaration: Declaration): void => {
    if (!scope) return;
    const names = scopes.get(scope) ?? new Map<string, Declaration>();
    scopes.set(scope, names);
    if (!names.has(declaration.name)) names.set(declaration.name, declaration);
  };
  const scopeAbove = (node: Node, functionsOnly: boolean): Node | undefined => {
    let here = parentOf(node);
    while (here && !(functionsOnly ? isFunction(here) || here.type === 'Program' : blockScopes.has(here.type))) here = parentOf(here);
    return here;
  };

  for (const node of nodes) {
    if (node.type === 'VariableDeclaration') {
      const scope = scopeAbove(node, node.kind === 'var');
      for (const declarator of node.declarations) {
        for (const { name, members, fallback } of namesIn(declarator.id)) {
          declare(scope, { name, kind: 'variable', node: declarator, init: declarator.init ?? fallback, members });
        }
      }
    } else if (isFunction(node)) {
      for (const [index, parameter] of node.params.entries()) {
        for (const { name, members, fallback } of namesIn(parameter)) {
          declare(node, { name, kind: 'parameter', node: parameter, init: fallback, members, parameter: { function: node, index } });
        }
      }
      if (node.id) {
        const scope = node.type === 'FunctionDeclaration' ? scopeAbove(node, false) : node;
        declare(scope, { name: node.id.name, kind: 'function', node, members: [] });
      }
    } else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      if (node.id) declare(scopeAbove(node, false), { name: node.id.name, kind: 'class', node, members: [] });
    } else if (node.type === 'CatchClause' && node.param) {
      for (const { name, members } of namesIn(node.param)) declare(node, { name, kind: 'catch', node, members });
    } else if (node.type === 'ImportSpecifier' || node.type === 'ImportDefaultSpecifier' || node.type === 'ImportNamespaceSpecifier') {
      declare(scopeAbove(node, true), { name: node.local.name, kind: 'import', node, members: [] });
    } else if (node.type === 'TSEnumDeclaration' || node.type === 'TSImportEqualsDeclaration') {
      declare(scopeAbove(node, false), { name: node.id.name, kind: 'variable', node, members: [] });
    }
  }
  return scopes;
}

interface BoundName {
  readonly name: string;
  readonly members: readonly string[];
  readonly fallback: Node | undefined;
}

function* namesIn(pattern: Node, members: readonly string[] = [], fallback?: Node): Generator<BoundName> {
  switch (pattern.type) {
    case 'Identifier':
      yield { name: pattern.name, members, fallback };
      break;
    case 'AssignmentPattern':
      yield* namesIn(pattern.left, members, pattern.right);
      break;
    case 'RestElement':
      yield* namesIn(pattern.argument, [...members, '...']);
      break;
    case 'TSParameterProperty':
      yield* namesIn(pattern.parameter, members);
      break;
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) if (element) yield* namesIn(element, [...members, String(index)]);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') yield* namesIn(property.argument, [...members, '...']);
        else yield* namesIn(property.value, [...members, propertyName(property) ?? '?']);
      }
      break;
  }
}

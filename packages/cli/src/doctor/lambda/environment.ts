import type { Node } from 'oxc-parser';
import { environmentName, propertyName } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';
import { isTested, usesOf } from '../syntax/uses.ts';

/** One read of `process.env`. */
export interface EnvironmentRead {
  readonly name: string;
  readonly node: Node;
  /** True when the code looks whether the variable is there, here or wherever the constant that holds it is used. */
  readonly guarded: boolean;
}

export function environmentReadsOf(module: SourceModule): readonly EnvironmentRead[] {
  const found: EnvironmentRead[] = [];
  for (const node of module.all('MemberExpression')) {
    const name = environmentName(node);
    const parent = module.parentOf(node);
    if (!name || (parent?.type === 'AssignmentExpression' && parent.left === node)) continue;
    found.push({ name, node, guarded: isTested(module, node) || isConstantTested(module, node) });
  }
  for (const pattern of module.all('ObjectPattern')) {
    const parent = module.parentOf(pattern);
    if (parent?.type !== 'VariableDeclarator' || !parent.init || module.textOfNode(parent.init) !== 'process.env') continue;
    for (const property of pattern.properties) {
      const name = propertyName(property);
      if (name && property.type === 'Property') found.push({ name, node: property, guarded: property.value.type === 'AssignmentPattern' });
    }
  }
  return found;
}

function isConstantTested(module: SourceModule, node: Node): boolean {
  const declarator = [...module.ancestors(node)].find((it) => it.type === 'VariableDeclarator');
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || declarator.init !== node) return false;
  const declaration = module.declarationOf(declarator.id);
  return declaration !== undefined && usesOf(module, declaration).some((it) => isTested(module, it));
}

import type { Node } from 'oxc-parser';
import { environmentName, propertyName } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';
import { isTested, usesOf } from '../syntax/uses.ts';

/** One read of `process.env`. */
export interface EnvironmentRead {
  readonly name: string;
  readonly node: Node;
  /** Where the code looks whether the variable is there: at this read, and wherever the constant that holds it is used. */
  readonly tests: readonly Node[];
}

export function environmentReadsOf(module: SourceModule): readonly EnvironmentRead[] {
  const found: EnvironmentRead[] = [];
  for (const node of module.all('MemberExpression')) {
    const name = environmentName(node);
    const parent = module.parentOf(node);
    if (!name || (parent?.type === 'AssignmentExpression' && parent.left === node)) continue;
    found.push({ name, node, tests: [node, ...usesOfConstant(module, node)].filter((it) => isTested(module, it)) });
  }
  for (const pattern of module.all('ObjectPattern')) {
    const parent = module.parentOf(pattern);
    if (parent?.type !== 'VariableDeclarator' || !parent.init || module.textOfNode(parent.init) !== 'process.env') continue;
    for (const property of pattern.properties) {
      const name = propertyName(property);
      if (name && property.type === 'Property') found.push({ name, node: property, tests: testsOfPattern(module, property.value) });
    }
  }
  return found;
}

function usesOfConstant(module: SourceModule, node: Node): readonly Node[] {
  const declarator = [...module.ancestors(node)].find((it) => it.type === 'VariableDeclarator');
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || declarator.init !== node) return [];
  const declaration = module.declarationOf(declarator.id);
  return declaration ? usesOf(module, declaration) : [];
}

function testsOfPattern(module: SourceModule, value: Node): readonly Node[] {
  if (value.type === 'AssignmentPattern') return [value];
  const declaration = module.declarationOf(value);
  return declaration ? usesOf(module, declaration).filter((it) => isTested(module, it)) : [];
}

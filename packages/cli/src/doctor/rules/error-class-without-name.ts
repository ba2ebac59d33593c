import type { Rule } from '../rule.ts';
import { memberName, propertyName } from '../syntax/nodes.ts';

/** `instanceof` knows the class of this bundle only; a name and a code survive bundling, logs and serialisation. */
export const errorClassWithoutName: Rule = {
  name: 'ERROR_CLASS_WITHOUT_NAME',
  *check({ modules }) {
    for (const module of modules) {
      for (const type of module.all('ClassDeclaration')) {
        if (type.type !== 'ClassDeclaration' || !type.id || type.superClass?.type !== 'Identifier' || type.superClass.name !== 'Error')
          continue;
        const { name } = type.id;
        const asked = module
          .all('BinaryExpression')
          .find((it) => it.operator === 'instanceof' && it.right.type === 'Identifier' && it.right.name === name);
        const named =
          type.body.body.some(
            (it) => it.type === 'PropertyDefinition' && !it.computed && it.key.type === 'Identifier' && it.key.name === 'name',
          ) ||
          type.body.body.some((it) => it.type === 'MethodDefinition' && it.key.type === 'Identifier' && it.key.name === 'name') ||
          module.within(type, 'AssignmentExpression').some((it) => memberName(it.left) === 'name') ||
          module.within(type, 'Property').some((it) => propertyName(it) === 'name');
        if (named || !asked) continue;
        yield {
          severity: 'note',
          message: `"${name}" has no name, code or cause of its own: logs and Lambda's errorType say "Error", and line ${module.place(asked).line} tells it by instanceof, which fails when the class is bundled twice.`,
          at: module.place(type.id),
          hint: `Set name = '${name}' and a code, take { cause }, and tell errors by the code.`,
        };
      }
    }
  },
};

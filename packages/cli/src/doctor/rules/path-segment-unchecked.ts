import { isMadeOf } from '../lambda/events.ts';
import { readsRequestPath } from '../lambda/paths.ts';
import type { Rule } from '../rule.ts';
import { calleeName, receiverOf, textOf, unwrap } from '../syntax/nodes.ts';
import { isTested, usesOf } from '../syntax/uses.ts';

const checks = /valid|assert|check|require|parse|test|match|decode/i;

/** `'/users/'.split('/')[2]` is `''`, which DynamoDB refuses as a key; a path with too few segments gives undefined. */
export const pathSegmentUnchecked: Rule = {
  name: 'PATH_SEGMENT_UNCHECKED',
  *check({ modules }) {
    for (const module of modules) {
      for (const declarator of module.all('VariableDeclarator')) {
        const segment = declarator.init ? unwrap(declarator.init) : undefined;
        if (declarator.id.type !== 'Identifier' || segment?.type !== 'MemberExpression' || !segment.computed) continue;
        const split = unwrap(segment.object);
        const receiver = receiverOf(split);
        if (split.type !== 'CallExpression' || calleeName(split) !== 'split' || textOf(split.arguments[0]) !== '/' || !receiver) continue;
        if (!isMadeOf(module, receiver, (part) => readsRequestPath(module, part))) continue;
        const declaration = module.declarationOf(declarator.id);
        const uses = declaration ? usesOf(module, declaration) : [];
        const handedOn = uses.filter((it) => module.parentOf(it)?.type === 'CallExpression' || module.parentOf(it)?.type === 'Property');
        const checked = uses.some((it) => {
          const parent = module.parentOf(it);
          return isTested(module, it) || (parent !== undefined && checks.test(calleeName(parent) ?? ''));
        });
        if (checked || handedOn.length === 0) continue;
        yield {
          severity: 'warning',
          message: `"${declarator.id.name}" is cut out of the path and used unchecked: it is "" for a path that ends in "/", and DynamoDB answers an empty key with a ValidationException, which becomes a 500.`,
          at: module.place(declarator),
          hint: `Declare the route as /users/{id} and read event.pathParameters.id, or answer 404 when ${declarator.id.name} is empty.`,
        };
      }
    }
  },
};

import { bodyParsesOf } from '../lambda/bodies.ts';
import { eventPath } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';
import { calleeName, unwrap } from '../syntax/nodes.ts';
import { isTested, usesOf } from '../syntax/uses.ts';

const checks = /valid|assert|check|parse|decode|schema|guard|required|is[A-Z]/i;

/** The body of a request without one is null, and JSON.parse(null) is null. */
export const bodyMayBeNull: Rule = {
  name: 'BODY_MAY_BE_NULL',
  *check({ modules }) {
    for (const module of modules) {
      for (const parse of module.once(bodyParsesOf)) {
        const argument = parse.arguments[0];
        const function_ = module.functionAround(parse);
        if (!argument || !function_ || unwrap(argument).type === 'LogicalExpression') continue;
        const bodyNames = [...module.within(function_, 'MemberExpression'), ...module.within(function_, 'Identifier')];
        if (bodyNames.some((it) => eventPath(module, it)?.join('.') === 'body' && isTested(module, it))) continue;
        const declarator = module.parentOf(parse);
        if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') continue;
        const declaration = module.declarationOf(declarator.id);
        const uses = declaration ? usesOf(module, declaration) : [];
        const checked = uses.some((it) => {
          const parent = module.parentOf(it);
          return isTested(module, it) || (parent?.type === 'CallExpression' && checks.test(calleeName(parent) ?? ''));
        });
        if (checked || uses.length === 0) continue;
        yield {
          severity: 'warning',
          message: `Without a body event.body is null, JSON.parse(null) is null, and "${declarator.id.name}" goes on unchecked.`,
          at: module.place(parse),
          hint: `Answer 400 when event.body is missing, and validate ${declarator.id.name} before it is used.`,
        };
      }
    }
  },
};

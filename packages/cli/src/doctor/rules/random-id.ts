import type { Rule } from '../rule.ts';
import { calleeName, isCallOf, numberOf, propertyName } from '../syntax/nodes.ts';

const secretName = /(^|[a-z_])(id|ids|uuid|token|secret|password|nonce|key)$/i;
const makerName = /(id|uuid|token|secret|password|nonce|key)$/i;

/** Math.random is no source of ids: short, guessable, and the same on two environments that started alike. */
export const randomId: Rule = {
  name: 'RANDOM_ID',
  *check({ modules }) {
    for (const module of modules) {
      for (const call of module.all('CallExpression')) {
        if (!isCallOf(call, 'Math', 'random')) continue;
        let text = false;
        let name: string | undefined;
        for (const outer of module.ancestors(call)) {
          if (calleeName(outer) === 'toString' && outer.type === 'CallExpression' && (numberOf(outer.arguments[0]) ?? 0) >= 16) text = true;
          if (outer.type === 'VariableDeclarator' && outer.id.type === 'Identifier' && secretName.test(outer.id.name)) name = outer.id.name;
          if (outer.type === 'Property' && secretName.test(propertyName(outer) ?? '')) name = propertyName(outer);
          if (outer.type === 'FunctionDeclaration') {
            if (outer.id && makerName.test(outer.id.name)) name ??= outer.id.name;
            break;
          }
          if (/Function|Statement$/.test(outer.type) && outer.type !== 'ReturnStatement' && outer.type !== 'BlockStatement') break;
        }
        if (!text && !name) continue;
        yield {
          severity: 'warning',
          message: `Math.random is behind ${name ? `"${name}"` : 'this text'}: it can be guessed from earlier ones, and two requests can get the same.`,
          at: module.place(call),
          hint: "Use randomUUID() of 'node:crypto', or a UUID version 7 where ids should sort by time.",
        };
      }
    }
  },
};

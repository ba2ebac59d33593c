import type { Rule } from '../rule.ts';
import { hasSpread, propertyOf, textOf } from '../syntax/nodes.ts';

/** What a preflight answer in code leaves out. */
export const preflightIncomplete: Rule = {
  name: 'PREFLIGHT_INCOMPLETE',
  *check({ modules }) {
    for (const module of modules) {
      for (const object of module.all('ObjectExpression')) {
        const methods = propertyOf(object, 'Access-Control-Allow-Methods');
        if (!methods || hasSpread(object) || propertyOf(object, 'Access-Control-Max-Age')) continue;
        const named = (textOf(methods) ?? '*').toUpperCase();
        const missing =
          named.includes('*') || !named.includes('PUT') || named.includes('PATCH') ? '' : '; PATCH is not allowed, although PUT is';
        yield {
          severity: 'note',
          message: `Without Access-Control-Max-Age a browser asks again after five seconds, one more request for each call${missing}.`,
          at: module.place(methods),
          hint: "Add 'Access-Control-Max-Age': '600', and name the methods that the path really has.",
        };
      }
    }
  },
};

import { eventPath, isMadeOf } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';
import { propertyOf } from '../syntax/nodes.ts';

/** An answer that depends on the Origin header must say so, or a cache hands one site's answer to another. */
export const originEchoedWithoutVary: Rule = {
  name: 'ORIGIN_ECHOED_WITHOUT_VARY',
  *check({ modules }) {
    for (const module of modules) {
      if (
        module.all('Literal').some((it) => typeof it.value === 'string' && /^vary$/i.test(it.value)) ||
        module.all('Identifier').some((it) => it.name === 'Vary')
      )
        continue;
      for (const object of module.all('ObjectExpression')) {
        const origin = propertyOf(object, 'Access-Control-Allow-Origin');
        if (!origin || !isMadeOf(module, origin, (part) => /^headers\.origin$/i.test(eventPath(module, part)?.join('.') ?? ''))) continue;
        yield {
          severity: 'warning',
          message:
            "Access-Control-Allow-Origin repeats the request's Origin without Vary: Origin: a cache may hand the answer made for one site to another.",
          at: module.place(origin),
          hint: "Add Vary: 'Origin' to the same headers, and repeat only origins from your list.",
        };
        break;
      }
    }
  },
};

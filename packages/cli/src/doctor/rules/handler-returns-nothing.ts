import { responsesOf } from '../lambda/responses.ts';
import type { Rule } from '../rule.ts';
import { mayFallOffEnd } from '../syntax/control.ts';
import { contains } from '../syntax/source-module.ts';

/** A handler that comes to its end without return hands back null, which is no proxy response. */
export const handlerReturnsNothing: Rule = {
  name: 'HANDLER_RETURNS_NOTHING',
  *check({ entries, apisOf, template }) {
    for (const { module, function: handler, wrapped, name } of entries) {
      const answers = module.once(responsesOf).some((it) => contains(handler, it.node));
      const reached = template ? apisOf(module).length > 0 : answers;
      // With a third parameter, or a context that is told the result, the answer goes another way.
      if (wrapped || !reached || !answers || handler.params.length > 2 || /\.(succeed|done)\(/.test(module.textOfNode(handler))) continue;
      if (!mayFallOffEnd(handler) || !handler.body) continue;
      yield {
        severity: 'error',
        message: `"${name}" can come to its end without a return: the gateway takes null for a malformed response and answers 502 "Internal server error".`,
        at: module.placeOfRange(handler.body.end - 1, handler.body.end),
        hint: 'Return an answer on every path: 404 for a path you do not know, 405 for a method.',
      };
    }
  },
};

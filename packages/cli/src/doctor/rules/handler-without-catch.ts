import { responsesOf } from '../lambda/responses.ts';
import type { Rule } from '../rule.ts';

/** What an async handler throws becomes a 502 of the gateway's own, which no code of the function can give headers. */
export const handlerWithoutCatch: Rule = {
  name: 'HANDLER_WITHOUT_CATCH',
  *check({ entries }) {
    for (const { module, function: handler, wrapped, name } of entries) {
      if (wrapped || !module.once(responsesOf).some((it) => module.functionAround(it.node) === handler)) continue;
      const open = module.within(handler, 'AwaitExpression').find((it) => module.functionAround(it) === handler && !isCaught(module, it));
      if (!open) continue;
      yield {
        severity: 'warning',
        message: `What this await throws leaves "${name}" uncaught: the client gets 502 "Internal server error" from the gateway, without CORS headers.`,
        at: module.place(open),
        hint: 'Put the whole handler into one try, log the error, and answer 500 yourself with the headers of every other answer.',
      };
    }
  },
};

function isCaught(module: Parameters<typeof responsesOf>[0], node: Parameters<typeof module.tryAround>[0]): boolean {
  return [...module.ancestors(node)].some((it) => it.type === 'TryStatement');
}

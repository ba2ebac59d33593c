import { nodeMajor } from '../lambda/runtimes.ts';
import type { Rule } from '../rule.ts';

/** From nodejs24.x on Lambda passes no callback. */
export const callbackHandlerRemoved: Rule = {
  name: 'CALLBACK_HANDLER_REMOVED',
  *check({ entries }) {
    for (const { module, function: handler, wrapped, functionFacts, name } of entries) {
      const callback = handler.params[2];
      if (wrapped || !callback || callback.type !== 'Identifier' || (nodeMajor(functionFacts?.runtime) ?? 0) < 24) continue;
      yield {
        severity: 'error',
        message: `"${name}" answers by a callback, which ${functionFacts?.runtime} no longer passes.`,
        at: module.place(callback),
        hint: 'Make the handler async and return the answer.',
      };
    }
  },
};

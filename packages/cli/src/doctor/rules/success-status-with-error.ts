import { responsesOf } from '../lambda/responses.ts';
import type { Rule } from '../rule.ts';
import { isCallOf, propertyOf, textOf } from '../syntax/nodes.ts';

/** Clients, caches and alarms read the status, not the body. */
export const successStatusWithError: Rule = {
  name: 'SUCCESS_STATUS_WITH_ERROR',
  *check({ modules }) {
    for (const module of modules) {
      for (const { statusCode, statusNode, body } of module.once(responsesOf)) {
        if (statusCode === undefined || statusCode < 200 || statusCode > 299 || !body || !isCallOf(body, 'JSON', 'stringify')) continue;
        const content = body.arguments[0];
        const error = content && propertyOf(module.valueOf(content), 'error');
        if (!error || textOf(error) === undefined) continue;
        yield {
          severity: 'warning',
          message: `A ${statusCode} with an "error" in its body: clients take it for success, caches keep it, and no alarm counts it.`,
          at: module.place(statusNode),
          hint: 'Answer 4xx for what the client did wrong and 5xx for what failed here.',
        };
      }
    }
  },
};

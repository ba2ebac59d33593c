import { environmentReadsOf } from '../lambda/environment.ts';
import type { Rule } from '../rule.ts';

/** A variable read inside a try whose catch forgets the error: unset, it looks like the client's fault. */
export const configurationErrorHidden: Rule = {
  name: 'CONFIGURATION_ERROR_HIDDEN',
  *check({ modules }) {
    for (const module of modules) {
      const reads = module.once(environmentReadsOf);
      for (const { name, node } of reads) {
        const handler = module.tryAround(node)?.handler;
        if (!handler || reads.some((it) => it.name === name && it.tests.length > 0)) continue;
        const parameter = handler.param?.type === 'Identifier' ? handler.param.name : undefined;
        const remembers = module.within(handler.body, 'Identifier').some((it) => it.name === parameter);
        const answers =
          module.within(handler.body, 'ThrowStatement').length > 0 || module.within(handler.body, 'ReturnStatement').length > 0;
        if (remembers || !answers) continue;
        yield {
          severity: 'warning',
          message: `When ${name} is not set, the error is caught here and answered as if the request were wrong: nobody learns that the configuration is.`,
          at: module.place(node),
          hint: `Read ${name} outside the handler and throw, by its name, when it is missing; keep the caught error as the cause.`,
        };
      }
    }
  },
};

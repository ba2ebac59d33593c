import { currentRuntime, deadRuntimes } from '../lambda/runtimes.ts';
import type { Rule } from '../rule.ts';

/** Named once for each function, unless the compiler has done so. */
export const deadRuntime: Rule = {
  name: 'DEAD_RUNTIME',
  *check({ template }) {
    if (template?.compiled.diagnostics.some((it) => it.code === 'DEAD_RUNTIME')) return;
    for (const { logicalId, runtime, runtimeAt } of template?.functions ?? []) {
      const dead = runtime === undefined || !Object.hasOwn(deadRuntimes, runtime) ? undefined : deadRuntimes[runtime];
      if (!dead) continue;
      yield {
        severity: dead.blocked ? 'error' : 'warning',
        message: `AWS deprecated ${runtime} on ${dead.deprecated}${dead.blocked ? ` and no longer creates or updates functions with it: "${logicalId}" can not be deployed` : ': no more security patches'}.`,
        at: runtimeAt,
        hint: `Use ${currentRuntime}.`,
      };
    }
  },
};

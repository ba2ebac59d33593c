import type { Rule } from '../rule.ts';
import { productionStage } from '../template/stages.ts';

/** A stage can be rolled back to an older deployment; $LATEST can not. */
export const functionNotVersioned: Rule = {
  name: 'FUNCTION_NOT_VERSIONED',
  *check({ template }) {
    for (const api of template?.apis ?? []) {
      const stage = productionStage(template, api);
      if (!stage) continue;
      for (const { logicalId, at } of template?.functions ?? []) {
        if (!api.routes.some((it) => it.functionId === logicalId && !it.qualified)) continue;
        yield {
          severity: 'note',
          message: `The stage "${stage}" calls $LATEST of "${logicalId}": rolling the stage back brings the old routes, and the new code stays.`,
          at,
          hint: 'Publish a version behind an alias with each deployment (SAM: AutoPublishAlias: live), and roll the alias back.',
        };
      }
    }
  },
};

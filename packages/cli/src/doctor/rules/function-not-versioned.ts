import type { Rule } from '../rule.ts';
import { text } from '../template/values.ts';

/** A stage can be rolled back to an older deployment; $LATEST can not. */
export const functionNotVersioned: Rule = {
  name: 'FUNCTION_NOT_VERSIONED',
  *check({ template }) {
    const stages = ['AWS::ApiGateway::Stage', 'AWS::ApiGateway::Deployment', 'AWS::ApiGatewayV2::Stage'].flatMap(
      (type) => template?.resourcesOf(type) ?? [],
    );
    const stage = stages
      .map(({ resource }) => text(resource.Properties?.StageName))
      .find((it) => /^(prod|production|live)$/i.test(it ?? ''));
    if (!stage) return;
    for (const { logicalId, at } of template?.functions ?? []) {
      const calls = template?.apis.flatMap((api) => api.routes).filter((it) => it.functionId === logicalId) ?? [];
      if (!calls.some((it) => !it.qualified)) continue;
      yield {
        severity: 'note',
        message: `The stage "${stage}" calls $LATEST of "${logicalId}": rolling the stage back brings the old routes, and the new code stays.`,
        at,
        hint: 'Publish a version behind an alias with each deployment (SAM: AutoPublishAlias: live), and roll the alias back.',
      };
    }
  },
};

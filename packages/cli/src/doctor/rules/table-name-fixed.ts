import { placeOfMember } from '@gatewright/template';
import type { Rule } from '../rule.ts';
import { mapping, text } from '../template/values.ts';

/** A table's name is one of a kind in its account and region. */
export const tableNameFixed: Rule = {
  name: 'TABLE_NAME_FIXED',
  *check({ template }) {
    const stage = template?.compiled.stage;
    for (const { logicalId, resource, at } of template?.resourcesOf('AWS::DynamoDB::Table') ?? []) {
      const properties = mapping(resource.Properties);
      const name = text(properties.TableName);
      if (!name || name.includes('${') || (stage && name.includes(stage))) continue;
      yield {
        severity: 'warning',
        message: `"${logicalId}" is always called "${name}": a second stage or stack in the same account and region can not be created.`,
        at: placeOfMember(properties, 'TableName') ?? at,
        hint: 'Leave TableName out and hand the generated name on by !Ref, or put the stage into it.',
      };
    }
  },
};

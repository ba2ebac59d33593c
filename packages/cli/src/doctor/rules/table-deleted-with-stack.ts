import type { Rule } from '../rule.ts';
import { at as memberAt } from '../template/values.ts';

/** What removing the stack, or replacing the table, does to the data. */
export const tableDeletedWithStack: Rule = {
  name: 'TABLE_DELETED_WITH_STACK',
  *check({ template }) {
    for (const { logicalId, resource, at } of template?.resourcesOf('AWS::DynamoDB::Table') ?? []) {
      const kept = resource.DeletionPolicy !== undefined || memberAt(resource.Properties, 'DeletionProtectionEnabled') === true;
      if (kept) continue;
      const recovery = memberAt(resource.Properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled') === true;
      yield {
        severity: 'warning',
        message: `Removing the stack deletes "${logicalId}" with all its items${recovery ? '' : ', and no point-in-time recovery could bring them back'}.`,
        at,
        hint: 'Set DeletionPolicy: Retain and UpdateReplacePolicy: Retain on the table, and PointInTimeRecoverySpecification.',
      };
    }
  },
};

import { type Draft, properties } from '../draft.ts';
import { logGroupId } from '../naming.ts';
import type { Service } from '../service.ts';

/** A log group for each function that has not `disableLogs`. */
export function compileLogGroups({ provider, functions }: Service, draft: Draft): void {
  for (const { key, functionName, section, place } of functions) {
    if (section.flag('disableLogs')) continue;
    const retention = section.has('logRetentionInDays') ? section : provider;
    const group = properties(
      {
        LogGroupName: `/aws/lambda/${functionName}`,
        RetentionInDays: retention.number('logRetentionInDays'),
        DataProtectionPolicy: section.raw('logDataProtectionPolicy') ?? provider.raw('logDataProtectionPolicy'),
      },
      { RetentionInDays: [retention, 'logRetentionInDays'] },
    );
    const condition = section.text('condition');
    draft.add(logGroupId(key), { Type: 'AWS::Logs::LogGroup', Properties: group, ...(condition && { Condition: condition }) }, place);
  }
}

import * as limits from '../account-limits.ts';
import { type Operation, operation } from '../operation.ts';

/** @source "GetAccountSettings", AWS Lambda API reference */
export const getAccountSettings: Operation = operation({
  name: 'GetAccountSettings',
  method: 'GET',
  path: '/2016-08-19/account-settings',
  input: {},
  run({ functions, layers }) {
    const versions = functions.all().flatMap((it) => [it.latest, ...it.versions.values()]);
    const codeSize = versions.reduce((sum, it) => sum + (it.details.codeSize ?? 0), 0);
    return {
      AccountLimit: {
        CodeSizeUnzipped: limits.codeSizeUnzipped,
        CodeSizeZipped: limits.codeSizeZipped,
        ConcurrentExecutions: limits.accountConcurrency,
        TotalCodeSize: limits.totalCodeSize,
        UnreservedConcurrentExecutions: limits.unreservedConcurrency(functions),
      },
      AccountUsage: { FunctionCount: functions.all().length, TotalCodeSize: codeSize + layers.totalSize() },
    };
  },
});

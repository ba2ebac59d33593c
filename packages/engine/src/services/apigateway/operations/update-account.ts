import { accountDocument } from '../account-document.ts';
import { badRequest, type Operation } from '../operation.ts';
import { patchOperationsOf } from '../patch.ts';

/** @source "UpdateAccount", Amazon API Gateway V1 API reference */
export const updateAccount: Operation = {
  name: 'UpdateAccount',
  method: 'PATCH',
  path: '/account',
  status: 200,
  run({ apigateway }, { body }) {
    for (const { op, path, value } of patchOperationsOf(body, 'updateAccountInput')) {
      if (op === 'add' && path === '/features' && value === 'UsagePlans') throw badRequest('Usage Plans already enabled');
      if (path !== '/cloudwatchRoleArn' || (op !== 'replace' && op !== 'remove'))
        throw badRequest(`Invalid patch path  '${path ?? null}' specified for op '${op}'. Please choose supported operations`);
      if (op === 'replace' && value && !/^arn:[^:]+:iam::\d{12}:role\/.+/.test(value)) throw badRequest('The role ARN is not well formed');
      apigateway.cloudwatchRoleArn = op === 'remove' || value === '' ? undefined : value;
    }
    return accountDocument(apigateway);
  },
};

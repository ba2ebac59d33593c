import { ServiceError } from '../../../protocol/service-error.ts';
import { functionOf, type Operation } from '../operation.ts';

/** @source "RemovePermission", AWS Lambda API reference */
export const removePermission: Operation = {
  name: 'RemovePermission',
  method: 'DELETE',
  path: '/2015-03-31/functions/{FunctionName}/policy/{StatementId}',
  run({ lambda }, request) {
    const name = functionOf(request);
    const statementId = request.path.StatementId ?? '';
    if (!lambda.permissionsOf(name).some((it) => it.statementId === statementId)) {
      const message = `Statement ${statementId} is not found in resource policy.`;
      throw new ServiceError('ResourceNotFoundException', message, 404, { Type: 'User' });
    }
    lambda.removePermission(name, statementId);
    return { status: 204 };
  },
};

import { ServiceError } from '../../../protocol/service-error.ts';
import { functionOf, type Operation } from '../operation.ts';
import { statementDocument } from '../policy-document.ts';

/** @source "GetPolicy", AWS Lambda API reference; the answer without a policy as recorded by localstack */
export const getPolicy: Operation = {
  name: 'GetPolicy',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/policy',
  run({ world, lambda }, request) {
    const name = functionOf(request);
    const statements = lambda.permissionsOf(name).map((it) => statementDocument(world, name, it));
    if (statements.length === 0)
      throw new ServiceError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, { Type: 'User' });
    return { status: 200, body: { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements }) } };
  },
};

import { ServiceError } from '../../../protocol/service-error.ts';
import { aliasDocument } from '../alias-document.ts';
import { functionArn } from '../function-name.ts';
import { functionOf, type Operation } from '../operation.ts';

/** @source "GetAlias", AWS Lambda API reference */
export const getAlias: Operation = {
  name: 'GetAlias',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/aliases/{Name}',
  run({ world, lambda }, request) {
    const name = functionOf(request);
    const alias = request.path.Name ?? '';
    const version = lambda.aliasesOf(name).get(alias);
    if (version === undefined)
      throw new ServiceError('ResourceNotFoundException', `Cannot find alias arn: ${functionArn(world, name, alias)}`, 404, {
        Type: 'User',
      });
    return { status: 200, body: aliasDocument(world, name, alias, version) };
  },
};

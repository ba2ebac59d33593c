import { required } from '../../../protocol/shape.ts';
import { aliasQualifier, functionName } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "DeleteFunctionUrlConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const deleteFunctionUrlConfig: Operation = operation({
  name: 'DeleteFunctionUrlConfig',
  method: 'DELETE',
  path: '/2021-10-31/functions/{FunctionName}/url',
  status: 204,
  input: { FunctionName: required(functionName), Qualifier: aliasQualifier },
  run({ functions }, { FunctionName, Qualifier }) {
    const { functionName, qualifier = '' } = referenceOf(FunctionName, Qualifier);
    if (!functions.get(functionName)?.urls.delete(qualifier)) throw notFound('The resource you requested does not exist.');
    return undefined;
  },
});

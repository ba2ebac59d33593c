import { required, string } from '../../../protocol/shape.ts';
import { aliasName, functionName } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';

/** What is not there is deleted too. @source "DeleteAlias", AWS Lambda API reference */
export const deleteAlias: Operation = operation({
  name: 'DeleteAlias',
  method: 'DELETE',
  path: '/2015-03-31/functions/{FunctionName}/aliases/{Name}',
  status: 204,
  input: { FunctionName: required(functionName), Name: required(string(aliasName)) },
  run({ functions, lambda }, { FunctionName, Name }) {
    const { functionName } = referenceOf(FunctionName);
    functions.find({ functionName, qualifier: undefined });
    lambda.deleteAlias(functionName, Name);
    return undefined;
  },
});

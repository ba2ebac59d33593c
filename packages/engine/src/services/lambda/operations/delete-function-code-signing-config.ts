import { required } from '../../../protocol/shape.ts';
import { functionName } from '../members.ts';
import { type Operation, operation, unqualifiedFunction } from '../operation.ts';

/** What is not there is deleted too. @source "DeleteFunctionCodeSigningConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const deleteFunctionCodeSigningConfig: Operation = operation({
  name: 'DeleteFunctionCodeSigningConfig',
  method: 'DELETE',
  path: '/2020-06-30/functions/{FunctionName}/code-signing-config',
  status: 204,
  input: { FunctionName: required(functionName) },
  run(state, { FunctionName }) {
    unqualifiedFunction(state, FunctionName);
    return undefined;
  },
});

import { required } from '../../../protocol/shape.ts';
import { functionName } from '../members.ts';
import { type Operation, operation, unqualifiedFunction } from '../operation.ts';

/** @source "GetFunctionRecursionConfig", AWS Lambda API reference */
export const getFunctionRecursionConfig: Operation = operation({
  name: 'GetFunctionRecursionConfig',
  method: 'GET',
  path: '/2024-08-31/functions/{FunctionName}/recursion-config',
  input: { FunctionName: required(functionName) },
  run: (state, { FunctionName }) => ({ RecursiveLoop: unqualifiedFunction(state, FunctionName).recursiveLoop }),
});

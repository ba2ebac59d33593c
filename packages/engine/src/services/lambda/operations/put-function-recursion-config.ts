import { required, string } from '../../../protocol/shape.ts';
import { functionName } from '../members.ts';
import { type Operation, operation, unqualifiedFunction } from '../operation.ts';

/** Kept and told; loops are not looked for here. @source "PutFunctionRecursionConfig", AWS Lambda API reference */
export const putFunctionRecursionConfig: Operation = operation({
  name: 'PutFunctionRecursionConfig',
  method: 'PUT',
  path: '/2024-08-31/functions/{FunctionName}/recursion-config',
  input: { FunctionName: required(functionName), RecursiveLoop: required(string({ values: ['Terminate', 'Allow'] })) },
  run(state, { FunctionName, RecursiveLoop }) {
    unqualifiedFunction(state, FunctionName).recursiveLoop = RecursiveLoop;
    return { RecursiveLoop };
  },
});

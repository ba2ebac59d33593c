import { required } from '../../../protocol/shape.ts';
import { functionName } from '../members.ts';
import { type Operation, operation, unqualifiedFunction } from '../operation.ts';

/** @source "DeleteFunctionConcurrency", AWS Lambda API reference */
export const deleteFunctionConcurrency: Operation = operation({
  name: 'DeleteFunctionConcurrency',
  method: 'DELETE',
  path: '/2017-10-31/functions/{FunctionName}/concurrency',
  status: 204,
  input: { FunctionName: required(functionName) },
  run(state, { FunctionName }) {
    state.functions.reserve(unqualifiedFunction(state, FunctionName), undefined);
    return undefined;
  },
});

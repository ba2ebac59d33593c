import { required } from '../../../protocol/shape.ts';
import { functionName } from '../members.ts';
import { type Operation, operation, unqualifiedFunction } from '../operation.ts';

/** @source "GetFunctionConcurrency", AWS Lambda API reference */
export const getFunctionConcurrency: Operation = operation({
  name: 'GetFunctionConcurrency',
  method: 'GET',
  path: '/2019-09-30/functions/{FunctionName}/concurrency',
  input: { FunctionName: required(functionName) },
  run(state, { FunctionName }) {
    const reserved = unqualifiedFunction(state, FunctionName).latest.configuration.reservedConcurrentExecutions;
    return reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
  },
});

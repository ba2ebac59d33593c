import { functionOf, type Operation } from '../operation.ts';

/** @source "GetFunctionConcurrency", AWS Lambda API reference */
export const getFunctionConcurrency: Operation = {
  name: 'GetFunctionConcurrency',
  method: 'GET',
  path: '/2019-09-30/functions/{FunctionName}/concurrency',
  run({ lambda }, request) {
    const reserved = lambda.getFunction(functionOf(request)).reservedConcurrentExecutions;
    return { status: 200, body: reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved } };
  },
};

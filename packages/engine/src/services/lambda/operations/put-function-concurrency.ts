import { functionOf, invalidParameter, membersOf, type Operation } from '../operation.ts';

/** @source "PutFunctionConcurrency", AWS Lambda API reference */
export const putFunctionConcurrency: Operation = {
  name: 'PutFunctionConcurrency',
  method: 'PUT',
  path: '/2017-10-31/functions/{FunctionName}/concurrency',
  run({ lambda }, request) {
    const { ReservedConcurrentExecutions: reserved } = membersOf(request);
    if (typeof reserved !== 'number' || !Number.isInteger(reserved) || reserved < 0)
      throw invalidParameter('ReservedConcurrentExecutions must be a whole number, 0 or more.');
    lambda.reserveConcurrency(functionOf(request), reserved);
    return { status: 200, body: { ReservedConcurrentExecutions: reserved } };
  },
};

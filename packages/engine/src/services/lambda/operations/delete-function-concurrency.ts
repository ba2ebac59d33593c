import { functionOf, type Operation } from '../operation.ts';

/** @source "DeleteFunctionConcurrency", AWS Lambda API reference */
export const deleteFunctionConcurrency: Operation = {
  name: 'DeleteFunctionConcurrency',
  method: 'DELETE',
  path: '/2017-10-31/functions/{FunctionName}/concurrency',
  run({ lambda }, request) {
    lambda.reserveConcurrency(functionOf(request), undefined);
    return { status: 204 };
  },
};

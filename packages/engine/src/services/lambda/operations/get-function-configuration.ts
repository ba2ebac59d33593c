import { functionDocument } from '../function-document.ts';
import { parseFunctionName } from '../function-name.ts';
import { functionOf, type Operation } from '../operation.ts';

/** @source "GetFunctionConfiguration", AWS Lambda API reference */
export const getFunctionConfiguration: Operation = {
  name: 'GetFunctionConfiguration',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/configuration',
  run({ world, lambda }, request) {
    const name = functionOf(request);
    return { status: 200, body: functionDocument(world, lambda.getFunction(name), parseFunctionName(name).qualifier) };
  },
};

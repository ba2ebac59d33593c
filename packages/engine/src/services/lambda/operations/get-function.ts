import { functionDocument } from '../function-document.ts';
import { parseFunctionName } from '../function-name.ts';
import { functionOf, type Operation } from '../operation.ts';

/** The code stays where it is: there is no repository to load it from, so no Code is answered. @source "GetFunction", AWS Lambda API reference */
export const getFunction: Operation = {
  name: 'GetFunction',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}',
  run({ world, lambda }, request) {
    const name = functionOf(request);
    const configuration = lambda.getFunction(name);
    const reserved = configuration.reservedConcurrentExecutions;
    const body = {
      Configuration: functionDocument(world, configuration, parseFunctionName(name).qualifier),
      ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
    };
    return { status: 200, body };
  },
};

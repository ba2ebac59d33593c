import { required } from '../../../protocol/shape.ts';
import { functionDocument } from '../function-document.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';

/** @source "GetFunctionConfiguration", AWS Lambda API reference */
export const getFunctionConfiguration: Operation = operation({
  name: 'GetFunctionConfiguration',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/configuration',
  input: { FunctionName: required(functionName), Qualifier: qualifier },
  run({ functions, world }, { FunctionName, Qualifier }) {
    const reference = referenceOf(FunctionName, Qualifier);
    return functionDocument(world, functions.resolve(reference), { qualifier: reference.qualifier, state: 'active' });
  },
});

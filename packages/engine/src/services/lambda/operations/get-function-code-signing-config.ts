import { required } from '../../../protocol/shape.ts';
import { functionName } from '../members.ts';
import { type Operation, operation, unqualifiedFunction } from '../operation.ts';

/** No function has one here, for no signatures are checked; whoever asks is told so as AWS tells it. @source "GetFunctionCodeSigningConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const getFunctionCodeSigningConfig: Operation = operation({
  name: 'GetFunctionCodeSigningConfig',
  method: 'GET',
  path: '/2020-06-30/functions/{FunctionName}/code-signing-config',
  input: { FunctionName: required(functionName) },
  run(state, { FunctionName }) {
    unqualifiedFunction(state, FunctionName);
    return {};
  },
});

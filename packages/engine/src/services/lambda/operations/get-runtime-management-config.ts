import { required } from '../../../protocol/shape.ts';
import { functionArn } from '../function-name.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';

/** @source "GetRuntimeManagementConfig", AWS Lambda API reference */
export const getRuntimeManagementConfig: Operation = operation({
  name: 'GetRuntimeManagementConfig',
  method: 'GET',
  path: '/2021-07-20/functions/{FunctionName}/runtime-management-config',
  input: { FunctionName: required(functionName), Qualifier: qualifier },
  run({ functions, world }, { FunctionName, Qualifier }) {
    const reference = referenceOf(FunctionName, Qualifier);
    functions.resolve(reference);
    const { functionName, qualifier = '$LATEST' } = reference;
    const config = functions.find(reference).runtimeManagement.get(qualifier) ?? { UpdateRuntimeOn: 'Auto' };
    return { ...config, FunctionArn: functionArn(world, functionName, qualifier) };
  },
});

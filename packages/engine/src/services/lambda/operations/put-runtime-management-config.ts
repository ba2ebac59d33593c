import { required, string } from '../../../protocol/shape.ts';
import { functionArn } from '../function-name.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { invalidParameter } from '../operation-error.ts';

/** Kept and told: there is one build of each runtime here. @source "PutRuntimeManagementConfig", AWS Lambda API reference */
export const putRuntimeManagementConfig: Operation = operation({
  name: 'PutRuntimeManagementConfig',
  method: 'PUT',
  path: '/2021-07-20/functions/{FunctionName}/runtime-management-config',
  input: {
    FunctionName: required(functionName),
    Qualifier: qualifier,
    UpdateRuntimeOn: required(string({ values: ['Auto', 'Manual', 'FunctionUpdate'] })),
    RuntimeVersionArn: string({ pattern: 'arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}::runtime:.+', max: 2048 }),
  },
  run({ functions, world }, { FunctionName, Qualifier, UpdateRuntimeOn, RuntimeVersionArn }) {
    const reference = referenceOf(FunctionName, Qualifier);
    functions.resolve(reference);
    if ((UpdateRuntimeOn === 'Manual') !== (RuntimeVersionArn !== undefined))
      throw invalidParameter('RuntimeVersionArn must be given with UpdateRuntimeOn Manual, and with no other.');
    const { functionName, qualifier = '$LATEST' } = reference;
    const config = { UpdateRuntimeOn, ...(RuntimeVersionArn !== undefined && { RuntimeVersionArn }) };
    functions.find(reference).runtimeManagement.set(qualifier, config);
    return { ...config, FunctionArn: functionArn(world, functionName, qualifier) };
  },
});

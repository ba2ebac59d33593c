import { required } from '../../../protocol/shape.ts';
import { eventInvokeConfigDocument } from '../event-invoke-config-members.ts';
import { functionArn } from '../function-name.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "GetFunctionEventInvokeConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const getFunctionEventInvokeConfig: Operation = operation({
  name: 'GetFunctionEventInvokeConfig',
  method: 'GET',
  path: '/2019-09-25/functions/{FunctionName}/event-invoke-config',
  input: { FunctionName: required(functionName), Qualifier: qualifier },
  run({ functions, world }, { FunctionName, Qualifier }) {
    const { functionName, qualifier = '$LATEST' } = referenceOf(FunctionName, Qualifier);
    const config = functions.get(functionName)?.eventInvokeConfigs.get(qualifier);
    if (!config) throw notFound(`The function ${functionArn(world, functionName, qualifier)} doesn't have an EventInvokeConfig`);
    return eventInvokeConfigDocument(world, functionName, qualifier, config);
  },
});

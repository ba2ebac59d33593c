import { required } from '../../../protocol/shape.ts';
import { functionArn } from '../function-name.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "DeleteFunctionEventInvokeConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const deleteFunctionEventInvokeConfig: Operation = operation({
  name: 'DeleteFunctionEventInvokeConfig',
  method: 'DELETE',
  path: '/2019-09-25/functions/{FunctionName}/event-invoke-config',
  status: 204,
  input: { FunctionName: required(functionName), Qualifier: qualifier },
  run({ functions, world }, { FunctionName, Qualifier }) {
    const { functionName, qualifier = '$LATEST' } = referenceOf(FunctionName, Qualifier);
    if (!functions.get(functionName)?.eventInvokeConfigs.delete(qualifier))
      throw notFound(`The function ${functionArn(world, functionName, qualifier)} doesn't have an EventInvokeConfig`);
    return undefined;
  },
});

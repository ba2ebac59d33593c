import { required } from '../../../protocol/shape.ts';
import {
  checkEventInvokeConfig,
  configuredFunction,
  destinationConfig,
  eventInvokeConfigDocument,
  maximumEventAge,
  maximumRetryAttempts,
} from '../event-invoke-config-members.ts';
import { functionArn } from '../function-name.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** Changes what it names. @source "UpdateFunctionEventInvokeConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const updateFunctionEventInvokeConfig: Operation = operation({
  name: 'UpdateFunctionEventInvokeConfig',
  method: 'POST',
  path: '/2019-09-25/functions/{FunctionName}/event-invoke-config',
  input: {
    FunctionName: required(functionName),
    Qualifier: qualifier,
    MaximumRetryAttempts: maximumRetryAttempts,
    MaximumEventAgeInSeconds: maximumEventAge,
    DestinationConfig: destinationConfig,
  },
  run(state, input) {
    const { functionName, qualifier = '$LATEST' } = referenceOf(input.FunctionName, input.Qualifier);
    const found = configuredFunction(state, { functionName, qualifier });
    checkEventInvokeConfig(state, functionName, input);
    const before = found.eventInvokeConfigs.get(qualifier);
    if (!before) throw notFound(`The function ${functionArn(state.world, functionName, qualifier)} doesn't have an EventInvokeConfig`);
    const config = {
      maximumRetryAttempts: input.MaximumRetryAttempts ?? before.maximumRetryAttempts,
      maximumEventAgeInSeconds: input.MaximumEventAgeInSeconds ?? before.maximumEventAgeInSeconds,
      destinationConfig: { ...before.destinationConfig, ...input.DestinationConfig },
      lastModified: state.world.now(),
    };
    found.eventInvokeConfigs.set(qualifier, config);
    return eventInvokeConfigDocument(state.world, functionName, qualifier, config);
  },
});

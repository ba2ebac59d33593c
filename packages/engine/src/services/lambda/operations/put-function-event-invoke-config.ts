import { required } from '../../../protocol/shape.ts';
import {
  checkEventInvokeConfig,
  configuredFunction,
  destinationConfig,
  eventInvokeConfigDocument,
  maximumEventAge,
  maximumRetryAttempts,
} from '../event-invoke-config-members.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';

/** Overwrites what was there. @source "PutFunctionEventInvokeConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const putFunctionEventInvokeConfig: Operation = operation({
  name: 'PutFunctionEventInvokeConfig',
  method: 'PUT',
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
    const config = {
      maximumRetryAttempts: input.MaximumRetryAttempts,
      maximumEventAgeInSeconds: input.MaximumEventAgeInSeconds,
      destinationConfig: input.DestinationConfig ?? {},
      lastModified: state.world.now(),
    };
    found.eventInvokeConfigs.set(qualifier, config);
    return eventInvokeConfigDocument(state.world, functionName, qualifier, config);
  },
});

import { required } from '../../../protocol/shape.ts';
import { configuredFunction, eventInvokeConfigDocument } from '../event-invoke-config-members.ts';
import { functionName, maxItems, text } from '../members.ts';
import { type Operation, operation, pageOf, referenceOf } from '../operation.ts';

/** @source "ListFunctionEventInvokeConfigs", AWS Lambda API reference; answers recorded on AWS by localstack */
export const listFunctionEventInvokeConfigs: Operation = operation({
  name: 'ListFunctionEventInvokeConfigs',
  method: 'GET',
  path: '/2019-09-25/functions/{FunctionName}/event-invoke-config/list',
  input: { FunctionName: required(functionName), Marker: text, MaxItems: maxItems(50) },
  run(state, input) {
    const { functionName } = referenceOf(input.FunctionName);
    const found = configuredFunction(state, { functionName, qualifier: undefined });
    const { page, next } = pageOf([...found.eventInvokeConfigs], input);
    return {
      FunctionEventInvokeConfigs: page.map(([qualifier, it]) => eventInvokeConfigDocument(state.world, functionName, qualifier, it)),
      ...next,
    };
  },
});

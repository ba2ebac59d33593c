import { required } from '../../../protocol/shape.ts';
import { functionArn } from '../function-name.ts';
import { functionName, maxItems, text } from '../members.ts';
import { type Operation, operation, pageOf, referenceOf } from '../operation.ts';
import { provisionedDocument } from '../provisioned-concurrency.ts';

/** @source "ListProvisionedConcurrencyConfigs", AWS Lambda API reference; answers recorded on AWS by localstack */
export const listProvisionedConcurrencyConfigs: Operation = operation({
  name: 'ListProvisionedConcurrencyConfigs',
  method: 'GET',
  path: '/2019-09-30/functions/{FunctionName}/provisioned-concurrency',
  having: 'List',
  input: { FunctionName: required(functionName), Marker: text, MaxItems: maxItems(50) },
  run({ functions, world }, input) {
    const { functionName } = referenceOf(input.FunctionName);
    const found = functions.find({ functionName, qualifier: undefined });
    const { page, next } = pageOf([...found.provisioned], input);
    return {
      ProvisionedConcurrencyConfigs: page.map(([qualifier, it]) => ({
        FunctionArn: functionArn(world, functionName, qualifier),
        ...provisionedDocument(it, 'READY'),
      })),
      ...next,
    };
  },
});

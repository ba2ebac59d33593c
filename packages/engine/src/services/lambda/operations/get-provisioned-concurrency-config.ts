import { ServiceError } from '../../../protocol/service-error.ts';
import { required } from '../../../protocol/shape.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { provisionable, provisionedDocument } from '../provisioned-concurrency.ts';

/** @source "GetProvisionedConcurrencyConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const getProvisionedConcurrencyConfig: Operation = operation({
  name: 'GetProvisionedConcurrencyConfig',
  method: 'GET',
  path: '/2019-09-30/functions/{FunctionName}/provisioned-concurrency',
  input: { FunctionName: required(functionName), Qualifier: required(qualifier) },
  run(state, { FunctionName, Qualifier }) {
    const { found, qualifier } = provisionable(state, FunctionName, Qualifier);
    const config = found.provisioned.get(qualifier);
    if (!config) {
      const message = 'No Provisioned Concurrency Config found for this function';
      throw new ServiceError('ProvisionedConcurrencyConfigNotFoundException', message, 404, { Type: 'User' });
    }
    return provisionedDocument(config, 'READY');
  },
});

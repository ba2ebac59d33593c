import { required } from '../../../protocol/shape.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { provisionable } from '../provisioned-concurrency.ts';

/** What is not there is deleted too. @source "DeleteProvisionedConcurrencyConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const deleteProvisionedConcurrencyConfig: Operation = operation({
  name: 'DeleteProvisionedConcurrencyConfig',
  method: 'DELETE',
  path: '/2019-09-30/functions/{FunctionName}/provisioned-concurrency',
  status: 204,
  input: { FunctionName: required(functionName), Qualifier: required(qualifier) },
  run(state, { FunctionName, Qualifier }) {
    const { found, qualifier } = provisionable(state, FunctionName, Qualifier);
    if (found.provisioned.delete(qualifier)) state.functions.provision(found, qualifier, undefined);
    return undefined;
  },
});

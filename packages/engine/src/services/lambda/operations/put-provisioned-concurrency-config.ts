import { required } from '../../../protocol/shape.ts';
import { lambdaTime } from '../function-store.ts';
import { functionName, number, qualifier } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { invalidParameter } from '../operation-error.ts';
import { checkProvisioned, provisionable, provisionedDocument } from '../provisioned-concurrency.ts';

/** @source "PutProvisionedConcurrencyConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const putProvisionedConcurrencyConfig: Operation = operation({
  name: 'PutProvisionedConcurrencyConfig',
  method: 'PUT',
  path: '/2019-09-30/functions/{FunctionName}/provisioned-concurrency',
  status: 202,
  input: {
    FunctionName: required(functionName),
    Qualifier: required(qualifier),
    ProvisionedConcurrentExecutions: required(number({ min: 1 })),
  },
  run(state, { FunctionName, Qualifier, ProvisionedConcurrentExecutions: requested }) {
    if (Qualifier === '$LATEST')
      throw invalidParameter('Provisioned Concurrency Configs cannot be applied to unpublished function versions.');
    const { found, qualifier } = provisionable(state, FunctionName, Qualifier);
    checkProvisioned(state, found, qualifier, requested);
    const config = { requested, lastModified: lambdaTime(state.world.now()) };
    found.provisioned.set(qualifier, config);
    state.functions.provision(found, qualifier, requested);
    return provisionedDocument(config, 'IN_PROGRESS');
  },
});

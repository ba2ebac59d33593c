import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, long, required, string, structure } from '../../../protocol/shape.ts';
import { findVersion } from '../find-parameter.ts';
import type { ParameterStore } from '../parameter-store.ts';
import { withLabels } from '../with-labels.ts';

const input = structure('com.amazonaws.ssm.UnlabelParameterVersionRequest', {
  Name: required(string({ min: 1, max: 2048 })),
  ParameterVersion: required(long()),
  Labels: required(list(string({ min: 1, max: 100 }), { min: 1, max: 10 })),
});

/** @source "UnlabelParameterVersion", Systems Manager API reference */
export const unlabelParameterVersion: RpcOperation<ParameterStore> = rpcOperation(
  'UnlabelParameterVersion',
  input,
  async (on: ParameterStore, request) => {
    const { parameter } = findVersion(on, request.Name);
    const { version } = findVersion(on, `${parameter.name}:${request.ParameterVersion}`);
    const removed = request.Labels.filter((label) => version.labels.includes(label));
    await on.parameters.put(
      parameter.name,
      withLabels(parameter, (it) => (it === version ? it.labels.filter((label) => !removed.includes(label)) : it.labels)),
    );
    return { RemovedLabels: removed, InvalidLabels: request.Labels.filter((label) => !version.labels.includes(label)) };
  },
);

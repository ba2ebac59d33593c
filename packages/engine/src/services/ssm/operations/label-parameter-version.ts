import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { list, long, required, string, structure } from '../../../protocol/shape.ts';
import { findVersion } from '../find-parameter.ts';
import { latestOf } from '../parameter.ts';
import type { ParameterStore } from '../parameter-store.ts';
import { withLabels } from '../with-labels.ts';

const maximumLabels = 10;

const input = structure('com.amazonaws.ssm.LabelParameterVersionRequest', {
  Name: required(string({ min: 1, max: 2048 })),
  ParameterVersion: long(),
  Labels: required(list(string({ min: 1, max: 100 }), { min: 1, max: 10 })),
});

/** @source "LabelParameterVersion", Systems Manager API reference */
export const labelParameterVersion: RpcOperation<ParameterStore> = rpcOperation(
  'LabelParameterVersion',
  input,
  async (on: ParameterStore, request) => {
    const { parameter } = findVersion(on, request.Name);
    const number = request.ParameterVersion ?? latestOf(parameter).version;
    const { version } = findVersion(on, `${parameter.name}:${number}`);
    const isValid = (label: string): boolean => /^(?!aws|ssm)[A-Za-z_.-][\w.-]*$/i.test(label);
    const valid = request.Labels.filter(isValid);
    const labels = [...new Set([...version.labels, ...valid])];
    if (labels.length > maximumLabels) {
      const message = 'A parameter version can have maximum 10 labels.Move one or more labels to another version and try again.';
      throw new ServiceError('ParameterVersionLabelLimitExceeded', message);
    }
    // A label is at one version at a time: it moves.
    const moved = withLabels(parameter, (it) => (it === version ? labels : it.labels.filter((label) => !valid.includes(label))));
    await on.parameters.put(parameter.name, moved);
    return { InvalidLabels: request.Labels.filter((label) => !isValid(label)), ParameterVersion: number };
  },
);

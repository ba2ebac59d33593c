import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import { findVersion } from '../find-parameter.ts';
import type { ParameterStore } from '../parameter-store.ts';

const input = structure('com.amazonaws.ssm.DeleteParameterRequest', { Name: required(string({ min: 1, max: 2048 })) });

/** @source "DeleteParameter", Systems Manager API reference */
export const deleteParameter: RpcOperation<ParameterStore> = rpcOperation(
  'DeleteParameter',
  input,
  async (on: ParameterStore, { Name }) => {
    await on.parameters.delete(findVersion(on, Name).parameter.name);
    return {};
  },
);

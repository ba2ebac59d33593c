import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import { readReference } from '../parameter.ts';
import type { ParameterStore } from '../parameter-store.ts';

const input = structure('com.amazonaws.ssm.DeleteParametersRequest', {
  Names: required(list(string({ min: 1, max: 2048 }), { min: 1, max: 10 })),
});

/** @source "DeleteParameters", Systems Manager API reference: what is not there is listed, and no error */
export const deleteParameters: RpcOperation<ParameterStore> = rpcOperation(
  'DeleteParameters',
  input,
  async (on: ParameterStore, { Names }) => {
    const isThere = (name: string): boolean => on.parameters.get(readReference(name).name) !== undefined;
    const deleted = Names.filter(isThere);
    const invalid = Names.filter((name) => !isThere(name));
    await Promise.all(deleted.map((name) => on.parameters.delete(readReference(name).name)));
    return { DeletedParameters: deleted, InvalidParameters: invalid };
  },
);

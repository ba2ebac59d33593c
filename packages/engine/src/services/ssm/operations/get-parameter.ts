import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, required, string, structure } from '../../../protocol/shape.ts';
import { readParameter } from '../find-parameter.ts';
import { checkReference } from '../parameter.ts';
import type { ParameterStore } from '../parameter-store.ts';

const input = structure('com.amazonaws.ssm.GetParameterRequest', {
  Name: required(string({ min: 1, max: 2048 })),
  WithDecryption: boolean,
});

/** @source "GetParameter", Systems Manager API reference */
export const getParameter: RpcOperation<ParameterStore> = rpcOperation(
  'GetParameter',
  input,
  (on: ParameterStore, { Name, WithDecryption }) => {
    checkReference(Name);
    return { Parameter: readParameter(on, Name, WithDecryption ?? false) };
  },
);

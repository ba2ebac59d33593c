import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, list, required, string, structure } from '../../../protocol/shape.ts';
import { type ParameterDocument, readParameter } from '../find-parameter.ts';
import { checkReference } from '../parameter.ts';
import type { ParameterStore } from '../parameter-store.ts';

const input = structure('com.amazonaws.ssm.GetParametersRequest', {
  Names: required(list(string({ min: 1, max: 2048 }), { min: 1, max: 10 })),
  WithDecryption: boolean,
});

/** @source "GetParameters", Systems Manager API reference: what is not there is listed, and no error */
export const getParameters: RpcOperation<ParameterStore> = rpcOperation(
  'GetParameters',
  input,
  (on: ParameterStore, { Names, WithDecryption }) => {
    const found: ParameterDocument[] = [];
    const invalid: string[] = [];
    for (const name of new Set(Names)) {
      checkReference(name);
      const parameter = readIfThere(on, name, WithDecryption ?? false);
      if (parameter) found.push(parameter);
      else invalid.push(name);
    }
    return { Parameters: found, InvalidParameters: invalid };
  },
);

function readIfThere(on: ParameterStore, name: string, withDecryption: boolean): ParameterDocument | undefined {
  try {
    return readParameter(on, name, withDecryption);
  } catch (error) {
    if (error instanceof ServiceError && /^Parameter(?:Version)?NotFound$/.test(error.code)) return undefined;
    throw error;
  }
}

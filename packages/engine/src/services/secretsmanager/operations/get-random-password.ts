import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, long, string, structure } from '../../../protocol/shape.ts';
import { randomPassword } from '../random-password.ts';
import type { SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.GetRandomPasswordRequest', {
  PasswordLength: long({ min: 1, max: 4096 }),
  ExcludeCharacters: string({ max: 4096 }),
  ExcludeNumbers: boolean,
  ExcludePunctuation: boolean,
  ExcludeUppercase: boolean,
  ExcludeLowercase: boolean,
  IncludeSpace: boolean,
  RequireEachIncludedType: boolean,
});

/** @source "GetRandomPassword", AWS Secrets Manager API reference */
export const getRandomPassword: RpcOperation<SecretStore> = rpcOperation('GetRandomPassword', input, (_on: SecretStore, rules) => ({
  RandomPassword: randomPassword(rules),
}));

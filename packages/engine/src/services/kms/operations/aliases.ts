import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { integer, required, string, structure, validationError } from '../../../protocol/shape.ts';
import { pageOf } from '../../page.ts';
import { findKey, type KmsState } from '../kms-state.ts';
import { keyId, shape } from '../members.ts';

const aliasName = required(string({ min: 1, max: 256, pattern: '[a-zA-Z0-9:/_-]+' }));
const input = structure(shape('CreateAliasRequest'), { AliasName: aliasName, TargetKeyId: keyId });

const createAlias = rpcOperation('CreateAlias', input, async (on: KmsState, { AliasName: name, TargetKeyId }) => {
  checkName(name);
  const key = await findKey(on, TargetKeyId);
  if (on.aliases.get(name)) throw new ServiceError('AlreadyExistsException', `An alias with the name ${arnOf(on, name)} already exists`);
  const now = on.world.now();
  await on.aliases.put(name, { name, keyId: key.id, createdMs: now, updatedMs: now });
  return undefined;
});

const updateAlias = rpcOperation('UpdateAlias', input, async (on: KmsState, { AliasName: name, TargetKeyId }) => {
  checkName(name);
  const alias = on.aliases.get(name);
  if (!alias) throw notFound(on, name);
  const key = await findKey(on, TargetKeyId);
  await on.aliases.put(name, { ...alias, keyId: key.id, updatedMs: on.world.now() });
  return undefined;
});

const deleteAlias = rpcOperation(
  'DeleteAlias',
  structure(shape('DeleteAliasRequest'), { AliasName: aliasName }),
  async (on: KmsState, { AliasName: name }) => {
    checkName(name);
    if (!on.aliases.get(name)) throw notFound(on, name);
    await on.aliases.delete(name);
    return undefined;
  },
);

const listAliases = rpcOperation(
  'ListAliases',
  structure(shape('ListAliasesRequest'), {
    KeyId: string({ min: 1, max: 2048 }),
    Limit: integer({ min: 1, max: 100 }),
    Marker: string({ min: 1, max: 1024 }),
  }),
  async (on: KmsState, { KeyId, Limit = 50, Marker }) => {
    const key = KeyId === undefined ? undefined : await findKey(on, KeyId);
    const found = on.aliases.all().filter((it) => !key || it.keyId === key.id);
    const sorted = [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = pageOf(sorted, ({ name }) => name, { limit: Limit, token: Marker });
    if (!page) throw new ServiceError('InvalidMarkerException', 'The marker is not valid.');
    return {
      Aliases: page.items.map((it) => ({
        AliasName: it.name,
        AliasArn: arnOf(on, it.name),
        TargetKeyId: it.keyId,
        CreationDate: new Date(it.createdMs),
        LastUpdatedDate: new Date(it.updatedMs),
      })),
      Truncated: page.nextToken !== undefined,
      NextMarker: page.nextToken,
    };
  },
);

/** @throws ServiceError ValidationException, NotAuthorizedException. @source the wording is recorded from AWS by the tests of moto and localstack */
function checkName(name: string): void {
  if (name.startsWith('alias/aws/')) throw new ServiceError('NotAuthorizedException', '');
  if (!name.startsWith('alias/')) {
    const page = 'https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html';
    throw validationError(`Alias must start with the prefix "alias/". Please see ${page}`);
  }
  if (name.includes(':')) throw validationError(`${name} contains invalid characters for an alias`);
}

function arnOf({ world }: KmsState, name: string): string {
  return `arn:${world.partition}:kms:${world.region}:${world.accountId}:${name}`;
}

function notFound(on: KmsState, name: string): ServiceError {
  return new ServiceError('NotFoundException', `Alias ${arnOf(on, name)} is not found.`);
}

/** @source "AWS KMS API reference" */
export const aliasOperations: readonly RpcOperation<KmsState>[] = [createAlias, updateAlias, deleteAlias, listAliases];

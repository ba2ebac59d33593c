import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import { secretId, versionId } from '../members.ts';
import { current, type Secret, versionWithStage } from '../secret.ts';
import { findLiveSecret, invalidParameter, named, type SecretStore } from '../secret-store.ts';
import { withStage } from '../versions.ts';

const input = structure('com.amazonaws.secretsmanager.UpdateSecretVersionStageRequest', {
  SecretId: secretId,
  VersionStage: required(string({ min: 1, max: 256 })),
  RemoveFromVersionId: versionId,
  MoveToVersionId: versionId,
});

/** @source "UpdateSecretVersionStage", AWS Secrets Manager API reference; refusals from the tests of moto */
export const updateSecretVersionStage: RpcOperation<SecretStore> = rpcOperation(
  'UpdateSecretVersionStage',
  input,
  async (on: SecretStore, { SecretId, VersionStage: stage, RemoveFromVersionId: from, MoveToVersionId: to }) => {
    const secret = findLiveSecret(on, SecretId);
    const holder = versionWithStage(secret, stage)?.id;
    if (holder !== undefined && to !== undefined && holder !== to && from === undefined) {
      throw invalidParameter(
        `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder}, so you must explicitly reference that version in RemoveFromVersionId.`,
      );
    }
    if (from !== undefined) checkHolder(secret, stage, from);
    if (to !== undefined && !secret.versions.some(({ id }) => id === to)) throw invalidParameter(`Not a valid version: ${to}`);
    if (to === undefined && stage === current)
      throw invalidParameter(`You can only move staging label ${current} to a different secret version. It can't be completely removed.`);
    const moved = withStage(secret, stage, to);
    await on.secrets.put(moved.name, { ...moved, changedMs: on.world.now() });
    return named(moved);
  },
);

function checkHolder({ versions }: Secret, stage: string, id: string): void {
  const version = versions.find((it) => it.id === id);
  if (!version) throw invalidParameter(`Not a valid version: ${id}`);
  if (!version.stages.includes(stage)) throw invalidParameter(`Version stage ${stage} not found in version ${id}`);
}

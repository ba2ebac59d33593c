import { ServiceError } from '../../protocol/service-error.ts';
import { current, type Secret, type SecretVersion, versionWithStage } from './secret.ts';
import { invalidRequest, named, type SecretStore } from './secret-store.ts';
import { plainOf } from './versions.ts';

const dayMs = 24 * 60 * 60_000;

export interface Wanted {
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

/** GetSecretValue's answer. @throws ServiceError ResourceNotFoundException, InvalidRequestException */
export async function readValue(on: SecretStore, secret: Secret, wanted: Wanted): Promise<{ readonly [member: string]: unknown }> {
  const version = versionOf(secret, wanted);
  const accessedMs = Math.floor(on.world.now() / dayMs) * dayMs;
  if (version.accessedMs !== accessedMs || secret.accessedMs !== accessedMs) {
    const versions = secret.versions.map((it) => (it === version ? { ...it, accessedMs } : it));
    await on.secrets.put(secret.name, { ...secret, accessedMs, versions });
  }
  return valueDocument(on, secret, version);
}

/** @source recorded on AWS by the tests of localstack; "GetSecretValue", AWS Secrets Manager API reference */
export function versionOf(secret: Secret, { VersionId, VersionStage }: Wanted): SecretVersion {
  const byId = secret.versions.find((it) => it.id === VersionId);
  if (VersionId !== undefined && VersionStage !== undefined && byId && !byId.stages.includes(VersionStage))
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  const stage = VersionStage ?? current;
  const version = VersionId === undefined ? versionWithStage(secret, stage) : byId;
  if (version?.sealed !== undefined) return version;
  const which = VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`;
  throw new ServiceError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${which}`);
}

export function valueDocument(on: SecretStore, secret: Secret, version: SecretVersion): { readonly [member: string]: unknown } {
  return {
    ...named(secret),
    VersionId: version.id,
    ...plainOf(on, version),
    VersionStages: version.stages.length === 0 ? undefined : version.stages,
    CreatedDate: new Date(version.createdMs),
  };
}

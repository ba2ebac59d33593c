import { ServiceError } from '../../protocol/service-error.ts';
import { current, pending, previous, type Secret, type SecretVersion, versionWithStage } from './secret.ts';
import type { SecretStore } from './secret-store.ts';

/** A version without a stage is deprecated, and goes when there are too many. @source "AWS Secrets Manager quotas" */
const maximumVersions = 100;

export interface GivenValue {
  readonly SecretString?: string;
  readonly SecretBinary?: Buffer;
}

export function hasValue({ SecretString, SecretBinary }: GivenValue): boolean {
  return SecretString !== undefined || SecretBinary !== undefined;
}

/** @throws ServiceError InvalidParameterException. @source recorded on AWS by the tests of localstack and moto */
export function checkValue({ SecretString, SecretBinary }: GivenValue): void {
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw new ServiceError(
      'InvalidParameterException',
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
}

/**
 * The secret with a version of this id and value: a new one, or the one that a rotation has begun.
 * @throws ServiceError ResourceExistsException when the version has another value
 */
export function withVersion(
  on: SecretStore,
  secret: Secret,
  { id, stages, ...value }: GivenValue & { readonly id: string; readonly stages: readonly string[] },
): Secret {
  const existing = secret.versions.find((it) => it.id === id);
  if (existing?.sealed !== undefined) {
    if (!sameValue(on, existing, value)) {
      const message = `You can't modify an existing version, you can only create a new version.`;
      throw new ServiceError('ResourceExistsException', message);
    }
    return secret;
  }
  const added: SecretVersion = {
    id,
    kind: value.SecretString === undefined ? 'binary' : 'string',
    sealed: on.seal.close(bytesOf(value)),
    createdMs: on.world.now(),
    stages: existing?.stages ?? [],
  };
  const versions = existing ? secret.versions.map((it) => (it === existing ? added : it)) : [...secret.versions, added];
  // A new current version takes AWSPENDING from the former one, whose rotation is over.
  const former = versionWithStage(secret, current);
  const over = stages.includes(current) && former?.stages.includes(pending) && !stages.includes(pending);
  const from: Secret = { ...secret, versions };
  const staged = stages.reduce((it, stage) => withStage(it, stage, id), over ? withStage(from, pending, undefined) : from);
  return withinQuota({ ...staged, changedMs: on.world.now() });
}

/** Moves a stage to a version; AWSCURRENT leaves AWSPREVIOUS behind. @param id undefined takes the stage away from all */
export function withStage(secret: Secret, stage: string, id: string | undefined): Secret {
  const former = secret.versions.find(({ stages }) => stages.includes(stage));
  const versions = secret.versions.map((it) => {
    const stages = it.stages.filter((given) => given !== stage);
    return { ...it, stages: it.id === id ? [...stages, stage].sort() : stages };
  });
  const moved: Secret = { ...secret, versions };
  if (stage !== current || !former || former.id === id || id === undefined) return moved;
  return withStage(moved, previous, former.id);
}

export function plainOf(on: SecretStore, version: SecretVersion): GivenValue {
  if (version.sealed === undefined) return {};
  const plain = on.seal.open(version.sealed);
  return version.kind === 'binary' ? { SecretBinary: plain } : { SecretString: plain.toString('utf8') };
}

function bytesOf({ SecretString, SecretBinary }: GivenValue): Buffer {
  return SecretBinary ?? Buffer.from(SecretString ?? '');
}

function sameValue(on: SecretStore, version: SecretVersion, value: GivenValue): boolean {
  const kind = value.SecretString === undefined ? 'binary' : 'string';
  return version.kind === kind && version.sealed !== undefined && on.seal.open(version.sealed).equals(bytesOf(value));
}

function withinQuota(secret: Secret): Secret {
  if (secret.versions.length <= maximumVersions) return secret;
  const deprecated = secret.versions.find(({ stages }) => stages.length === 0);
  return deprecated ? { ...secret, versions: secret.versions.filter((it) => it !== deprecated) } : secret;
}

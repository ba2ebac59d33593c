import type { Secret } from './secret.ts';
import { named } from './secret-store.ts';

/** What DescribeSecret and ListSecrets tell of a secret alike: all but its versions. */
export function describedOf(secret: Secret): { readonly [member: string]: unknown } {
  const { rotation } = secret;
  return {
    ...named(secret),
    Type: secret.type,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    RotationEnabled: rotation?.enabled,
    RotationLambdaARN: rotation?.lambdaArn,
    RotationRules: rotation?.rules,
    LastRotatedDate: dateOf(rotation?.lastMs),
    LastChangedDate: dateOf(secret.changedMs),
    LastAccessedDate: dateOf(secret.accessedMs),
    DeletedDate: dateOf(secret.deletedMs),
    NextRotationDate: dateOf(rotation?.enabled ? rotation.nextMs : undefined),
    Tags: secret.tags,
    CreatedDate: dateOf(secret.createdMs),
  };
}

export function dateOf(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms);
}

/** The stages of each version that has one. */
export function stagesByVersion({ versions }: Secret): ReadonlyMap<string, readonly string[]> | undefined {
  const staged = versions.filter(({ stages }) => stages.length > 0);
  return staged.length === 0 ? undefined : new Map(staged.map(({ id, stages }) => [id, stages]));
}

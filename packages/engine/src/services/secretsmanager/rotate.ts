import { nextRotationMs } from './rotation-schedule.ts';
import { current, pending, type Secret, type SecretVersion, versionWithStage } from './secret.ts';
import { lookUp, type SecretStore } from './secret-store.ts';
import { withStage } from './versions.ts';

const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

/** The event of one step. @source "Lambda rotation functions", AWS Secrets Manager user guide */
export function rotationEvent({ arn }: Secret, step: (typeof steps)[number], versionId: string): string {
  return JSON.stringify({ Step: step, SecretId: arn, ClientRequestToken: versionId });
}

/**
 * Invokes the function for each step, until one fails: then AWSPENDING stays where it is, and the next rotation tries again.
 * @throws ServiceError when the function cannot be invoked
 */
export async function runRotation(on: SecretStore, name: string, versionId: string): Promise<void> {
  for (const step of steps) {
    const secret = lookUp(on, name);
    const lambdaArn = secret?.rotation?.lambdaArn;
    if (!secret || lambdaArn === undefined) return;
    const { functionError } = await on.invokeRotation(lambdaArn, {
      payload: rotationEvent(secret, step, versionId),
      secretArn: secret.arn,
    });
    if (functionError !== undefined) return;
  }
  const secret = lookUp(on, name);
  if (!secret?.rotation || versionWithStage(secret, current)?.id !== versionId) return;
  const now = on.world.now();
  const rotation = {
    ...secret.rotation,
    lastMs: now,
    nextMs: secret.rotation.enabled ? nextRotationMs(secret.rotation.rules, now) : undefined,
  };
  // AWSPENDING stays with AWSCURRENT. @source recorded on AWS by the tests of localstack (test_rotate_secret_with_lambda_success)
  const finished: Secret = { ...secret, rotation, changedMs: now };
  on.schedule(finished);
  await on.secrets.put(secret.name, finished);
}

/** The version of a rotation that has begun and is not over. */
export function unfinished(secret: Secret): SecretVersion | undefined {
  const version = versionWithStage(secret, pending);
  return version === versionWithStage(secret, current) ? undefined : version;
}

/** The secret with a version that waits for its value. */
export function withPendingVersion(on: SecretStore, secret: Secret, id: string): Secret {
  if (secret.versions.some((it) => it.id === id)) return secret;
  return withStage({ ...secret, versions: [...secret.versions, { id, createdMs: on.world.now(), stages: [] }] }, pending, id);
}

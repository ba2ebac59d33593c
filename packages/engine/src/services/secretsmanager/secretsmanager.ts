import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import { callRpc, type RpcService } from '../../protocol/rpc/rpc-service.ts';
import { isRecord } from '../../protocol/shape.ts';
import { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import { valueDocument, versionOf } from './read-value.ts';
import { runRotation, unfinished, withPendingVersion } from './rotate.ts';
import { RotationClock } from './rotation-clock.ts';
import { nextRotationMs } from './rotation-schedule.ts';
import { type Secret, versionWithStage } from './secret.ts';
import { type InvokeRotation, lookUp, type SecretStore } from './secret-store.ts';

/** AWS Secrets Manager. */
export interface SecretsManagerService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  /** The current value of a secret, as Parameter Store shows it; undefined when there is no such secret or it has no value. */
  referenceOf(
    secretId: string,
  ): { readonly arn: string; readonly value: string; readonly createdMs: number; readonly sourceResult: string } | undefined;
}

export interface SecretsManagerParts {
  readonly world: World;
  readonly store: Store;
  readonly seal: Seal;
  readonly invokeRotation: InvokeRotation;
  /** @throws ServiceError when Secrets Manager may not invoke the function */
  mayInvokeRotation(functionArn: string, secretArn: string): void;
}

export function createSecretsManager({ world, store, seal, ...functions }: SecretsManagerParts): SecretsManagerService {
  const secrets = new Documents<Secret>(store, 'secretsmanager/secret');
  const clock = new RotationClock(world, (name) => void rotateWhenDue(name));
  const on: SecretStore = {
    world,
    seal,
    secrets,
    ...functions,
    schedule: (secret) => clock.schedule(secret),
    rotate: (name, versionId) => runRotation(on, name, versionId),
  };
  let armed = false;

  /** Secrets of a former run are scheduled with the first request: nothing is read before. */
  function arm(): void {
    if (armed) return;
    armed = true;
    for (const secret of secrets.all()) if (secret.rotation?.enabled) clock.schedule(secret);
  }

  async function rotateWhenDue(name: string): Promise<void> {
    const secret = lookUp(on, name);
    if (!secret?.rotation?.enabled || secret.deletedMs !== undefined) return;
    // A rotation that failed is tried again with its own version.
    const versionId = unfinished(secret)?.id ?? world.uuid();
    await secrets.put(name, withPendingVersion(on, secret, versionId));
    // The function may have gone since: the secret stays as it is until it is there again and the secret rotated.
    await runRotation(on, name, versionId).catch(() => undefined);
    await scheduleAgain(name);
  }

  /** A rotation that failed is tried again when the next is due. */
  async function scheduleAgain(name: string): Promise<void> {
    const secret = lookUp(on, name);
    if (!secret?.rotation?.enabled || secret.rotation.nextMs === undefined || secret.rotation.nextMs > world.now()) return;
    const rotation = { ...secret.rotation, nextMs: nextRotationMs(secret.rotation.rules, world.now()) };
    clock.schedule({ ...secret, rotation });
    await secrets.put(name, { ...secret, rotation });
  }

  const rpc: RpcService<SecretStore> = {
    signingName: 'secretsmanager',
    json: { targetPrefix: 'secretsmanager', messageMember: 'Message' },
    service: on,
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    resourceOf: (input) => (isRecord(input) ? textOf(input.SecretId ?? input.Name) : undefined),
  };
  return {
    signingName: 'secretsmanager',
    handle(request) {
      arm();
      return answerRpc(rpc, request);
    },
    call(operation, input) {
      arm();
      return callRpc(rpc, operation, input);
    },
    referenceOf(secretId) {
      const secret = lookUp(on, secretId);
      if (!secret || secret.deletedMs !== undefined || !versionWithStage(secret, 'AWSCURRENT')) return undefined;
      const version = versionOf(secret, {});
      const document = valueDocument(on, secret, version);
      const { SecretString, SecretBinary, ...rest } = document;
      if (typeof SecretString !== 'string') return undefined;
      const sourceResult = JSON.stringify({ ...rest, SecretString, SecretBinary, CreatedDate: version.createdMs / 1000 });
      return { arn: secret.arn, value: SecretString, createdMs: version.createdMs, sourceResult };
    },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

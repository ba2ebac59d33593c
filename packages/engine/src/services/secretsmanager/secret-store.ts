import { ServiceError } from '../../protocol/service-error.ts';
import type { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { World } from '../../world/world.ts';
import type { Secret } from './secret.ts';

/** Runs one step of a rotation in a function. @throws ServiceError when the function is not there or must not be invoked */
export type InvokeRotation = (
  functionArn: string,
  event: { readonly payload: string; readonly secretArn: string },
) => Promise<{ readonly functionError?: string | undefined }>;

/** What every operation works on. */
export interface SecretStore {
  readonly world: World;
  readonly seal: Seal;
  readonly secrets: Documents<Secret>;
  readonly invokeRotation: InvokeRotation;
  /** @throws ServiceError when the function is not there, or its policy does not let Secrets Manager invoke it */
  mayInvokeRotation(functionArn: string, secretArn: string): void;
  /** Starts the four steps of a rotation; resolves when they are over. */
  rotate(name: string, versionId: string): Promise<void>;
  /** Arms the clock for a secret that rotates by itself. */
  schedule(secret: Pick<Secret, 'name' | 'rotation' | 'deletedMs'>): void;
}

/**
 * The secret of a name, an ARN, or an ARN without its random end; undefined when there is none, or its recovery window is over.
 * @source "GetSecretValue", AWS Secrets Manager API reference: SecretId
 */
export function lookUp(on: SecretStore, secretId: string): Secret | undefined {
  const found = on.secrets.get(secretId) ?? (secretId.startsWith('arn:') ? byArn(on, secretId) : undefined);
  if (found?.deletionMs === undefined || found.deletionMs > on.world.now()) return found;
  void on.secrets.delete(found.name);
  return undefined;
}

function byArn(on: SecretStore, arn: string): Secret | undefined {
  const all = on.secrets.all();
  return all.find((it) => it.arn === arn) ?? all.find((it) => it.arn.slice(0, -7) === arn);
}

/** @throws ServiceError ResourceNotFoundException */
export function findSecret(on: SecretStore, secretId: string): Secret {
  const found = lookUp(on, secretId);
  if (!found) throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return found;
}

/** A secret that is not marked deleted. @throws ServiceError ResourceNotFoundException, InvalidRequestException */
export function findLiveSecret(on: SecretStore, secretId: string): Secret {
  const secret = findSecret(on, secretId);
  if (secret.deletedMs !== undefined) throw markedForDeletion();
  return secret;
}

export function markedForDeletion(): ServiceError {
  return invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
}

/** ARN and name, which every answer begins with. */
export function named({ arn, name }: Secret): { readonly ARN: string; readonly Name: string } {
  return { ARN: arn, Name: name };
}

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}

export function invalidRequest(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message);
}

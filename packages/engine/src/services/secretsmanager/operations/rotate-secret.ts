import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, string, structure } from '../../../protocol/shape.ts';
import { clientRequestToken, rotationRules, secretId } from '../members.ts';
import { versionIdOf } from '../request-token.ts';
import { rotationEvent, unfinished, withPendingVersion } from '../rotate.ts';
import { nextRotationMs } from '../rotation-schedule.ts';
import { current, type Secret, versionWithStage } from '../secret.ts';
import { findLiveSecret, invalidParameter, invalidRequest, named, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.RotateSecretRequest', {
  SecretId: secretId,
  ClientRequestToken: clientRequestToken,
  RotationLambdaARN: string({ max: 2048 }),
  RotationRules: rotationRules,
  RotateImmediately: boolean,
  ExternalSecretRotationRoleArn: string({ min: 20, max: 2048 }),
});

/** @source "RotateSecret", AWS Secrets Manager API reference; refusals recorded on AWS by the tests of localstack */
export const rotateSecret: RpcOperation<SecretStore> = rpcOperation('RotateSecret', input, async (on: SecretStore, request, call) => {
  const id = versionIdOf(on, request.ClientRequestToken, call, 'InvalidParameterException');
  const secret = findLiveSecret(on, request.SecretId);
  if (request.ExternalSecretRotationRoleArn !== undefined)
    throw invalidParameter('gatewright rotates secrets by functions only, not those of other companies (ExternalSecretRotationRoleArn).');
  const lambdaArn = request.RotationLambdaARN ?? secret.rotation?.lambdaArn;
  if (lambdaArn === undefined || lambdaArn === '') {
    throw invalidRequest(
      "You tried to enable rotation on a secret that doesn't already have a Lambda function ARN configured and you didn't include such an ARN as a parameter in this call.",
    );
  }
  if (request.RotationRules?.AutomaticallyAfterDays !== undefined && request.RotationRules.ScheduleExpression !== undefined)
    throw invalidParameter('You can specify either AutomaticallyAfterDays or ScheduleExpression, but not both.');
  const rules = request.RotationRules ?? secret.rotation?.rules;
  const nextMs = nextRotationMs(rules, on.world.now());
  const inHand = unfinished(secret);
  if (inHand && inHand.id !== request.ClientRequestToken)
    throw invalidRequest("A previous rotation isn't complete. That rotation will be reattempted.");
  const rotation = { ...secret.rotation, enabled: true, lambdaArn, rules, nextMs };
  const configured: Secret = { ...secret, rotation, changedMs: on.world.now() };
  checkInvocable(on, configured);
  if (request.RotateImmediately === false) {
    await on.secrets.put(secret.name, configured);
    on.schedule(configured);
    // AWS has the function test the configuration, and nothing more.
    const versionId = versionWithStage(configured, current)?.id ?? id;
    await on.invokeRotation(lambdaArn, { payload: rotationEvent(configured, 'testSecret', versionId), secretArn: secret.arn });
    return named(configured);
  }
  const begun = withPendingVersion(on, configured, id);
  await on.secrets.put(secret.name, begun);
  on.schedule(begun);
  // The function goes on after the answer; where it fails, AWSPENDING stays and tells so.
  void on.rotate(secret.name, id).catch(() => undefined);
  return { ...named(begun), VersionId: id };
});

function checkInvocable(on: SecretStore, { rotation, arn }: Secret): void {
  try {
    on.mayInvokeRotation(rotation?.lambdaArn ?? '', arn);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new ServiceError(
      'AccessDeniedException',
      'Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.',
    );
  }
}

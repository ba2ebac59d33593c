import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { isMapping, textOf } from '../written-values.ts';

/** @source "AWS::SecretsManager::RotationSchedule", AWS CloudFormation template reference */
export const awsSecretsManagerRotationSchedule: ResourceProvider = {
  type: 'AWS::SecretsManager::RotationSchedule',
  properties: {
    ExternalSecretRotationMetadata: 'unsupported',
    ExternalSecretRotationRoleArn: 'unsupported',
    HostedRotationLambda: 'unsupported',
    RotateImmediatelyOnUpdate: 'honoured',
    RotationLambdaARN: 'honoured',
    RotationRules: 'honoured',
    SecretId: 'honoured',
  },
  replacing: ['SecretId'],
  create: rotate,
  update: (context, _physicalResourceId, properties) => rotate(context, properties),
  async delete({ services: { secretsmanager } }, secretId) {
    await secretsmanager.call('CancelRotateSecret', { SecretId: secretId });
  },
};

async function rotate({ services: { secretsmanager } }: ProviderContext, properties: ResolvedProperties): Promise<Provisioned> {
  const { RotationRules: rules, RotateImmediatelyOnUpdate: immediately } = properties;
  const days = isMapping(rules) ? rules.AutomaticallyAfterDays : undefined;
  const { ARN } = await secretsmanager.call('RotateSecret', {
    SecretId: textOf(properties.SecretId),
    RotationLambdaARN: textOf(properties.RotationLambdaARN),
    ...(isMapping(rules) && {
      RotationRules: { ...rules, ...(days !== undefined && { AutomaticallyAfterDays: Number(days) }) },
    }),
    RotateImmediately: String(immediately ?? true) === 'true',
  });
  return { physicalResourceId: String(ARN), attributes: { Id: String(ARN) } };
}

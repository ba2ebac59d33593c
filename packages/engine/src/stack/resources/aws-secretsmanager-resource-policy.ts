import { policyText } from '../iam-policies.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { textOf } from '../written-values.ts';

/** @source "AWS::SecretsManager::ResourcePolicy", AWS CloudFormation template reference */
export const awsSecretsManagerResourcePolicy: ResourceProvider = {
  type: 'AWS::SecretsManager::ResourcePolicy',
  properties: { BlockPublicPolicy: 'honoured', ResourcePolicy: 'honoured', SecretId: 'honoured' },
  replacing: ['SecretId'],
  create: put,
  update: (context, _physicalResourceId, properties) => put(context, properties),
  async delete({ services: { secretsmanager } }, secretId) {
    await secretsmanager.call('DeleteResourcePolicy', { SecretId: secretId });
  },
};

async function put({ services: { secretsmanager } }: ProviderContext, properties: ResolvedProperties): Promise<Provisioned> {
  const { ARN } = await secretsmanager.call('PutResourcePolicy', {
    SecretId: textOf(properties.SecretId),
    ResourcePolicy: policyText(properties.ResourcePolicy),
    BlockPublicPolicy: String(properties.BlockPublicPolicy) === 'true',
  });
  return { physicalResourceId: String(ARN), attributes: { Id: String(ARN) } };
}

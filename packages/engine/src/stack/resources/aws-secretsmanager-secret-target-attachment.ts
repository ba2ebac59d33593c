import type { Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { textOf } from '../written-values.ts';

/**
 * On AWS it writes the address of a database into the secret. Databases of other services do not run here: the secret stays as it is.
 * @source "AWS::SecretsManager::SecretTargetAttachment", AWS CloudFormation template reference
 */
export const awsSecretsManagerSecretTargetAttachment: ResourceProvider = {
  type: 'AWS::SecretsManager::SecretTargetAttachment',
  properties: { SecretId: 'honoured', TargetId: 'noLocalEffect', TargetType: 'noLocalEffect' },
  replacing: ['SecretId'],
  create: async (_context, properties) => provisioned(properties),
  update: async (_context, _physicalResourceId, properties) => provisioned(properties),
  delete: async () => {},
};

function provisioned({ SecretId }: ResolvedProperties): Provisioned {
  const id = textOf(SecretId) ?? '';
  return { physicalResourceId: id, attributes: { Id: id } };
}

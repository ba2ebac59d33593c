import type { Value } from '@gatewright/template';
import { ServiceError } from '../../protocol/service-error.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { isMapping, tagsOf, textOf } from '../written-values.ts';

/** @source "AWS::SecretsManager::Secret", AWS CloudFormation template reference */
export const awsSecretsManagerSecret: ResourceProvider = {
  type: 'AWS::SecretsManager::Secret',
  properties: {
    Description: 'honoured',
    GenerateSecretString: 'honoured',
    KmsKeyId: 'honoured',
    Name: 'honoured',
    ReplicaRegions: 'unsupported',
    SecretString: 'honoured',
    Tags: 'honoured',
    Type: 'honoured',
  },
  replacing: ['Name'],
  async create(context, properties) {
    const { services, stackName, logicalId } = context;
    const name = textOf(properties.Name) ?? `${stackName}-${logicalId}`;
    const description = { Description: textOf(properties.Description), KmsKeyId: textOf(properties.KmsKeyId) };
    const SecretString = textOf(properties.SecretString) ?? (await generated(context, properties.GenerateSecretString));
    try {
      const { ARN } = await services.secretsmanager.call('CreateSecret', {
        Name: name,
        ...description,
        SecretString,
        Tags: tagsOf(properties.Tags),
      });
      return provisioned(String(ARN));
    } catch (error) {
      if (!(error instanceof ServiceError && error.code === 'ResourceExistsException')) throw error;
      // As an earlier run left it: what was generated then is the secret still.
      return bringTo(context, name, properties);
    }
  },
  update: bringTo,
  async delete({ services: { secretsmanager } }, arn) {
    await secretsmanager.call('DeleteSecret', { SecretId: arn, ForceDeleteWithoutRecovery: true });
  },
};

async function bringTo({ services }: ProviderContext, secretId: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { secretsmanager } = services;
  const given = textOf(properties.SecretString);
  const { SecretString: present } = given === undefined ? { SecretString: undefined } : await currentValue(secretsmanager, secretId);
  const { ARN } = await secretsmanager.call('UpdateSecret', {
    SecretId: secretId,
    Description: textOf(properties.Description),
    KmsKeyId: textOf(properties.KmsKeyId),
    ...(given !== undefined && given !== present && { SecretString: given }),
  });
  const tags = tagsOf(properties.Tags);
  if (tags.length > 0) await secretsmanager.call('TagResource', { SecretId: secretId, Tags: tags });
  return provisioned(String(ARN));
}

async function currentValue(
  secretsmanager: ProviderContext['services']['secretsmanager'],
  secretId: string,
): Promise<{ readonly SecretString?: unknown }> {
  try {
    return await secretsmanager.call('GetSecretValue', { SecretId: secretId });
  } catch (error) {
    // It may have no value yet.
    if (error instanceof ServiceError && error.code === 'ResourceNotFoundException') return {};
    throw error;
  }
}

/** A random password; within a JSON document when the template gives one. */
async function generated({ services }: ProviderContext, rules: Value | undefined): Promise<string | undefined> {
  if (!isMapping(rules)) return undefined;
  const { SecretStringTemplate, GenerateStringKey, PasswordLength, ExcludeCharacters, ...flags } = rules;
  const { RandomPassword } = await services.secretsmanager.call('GetRandomPassword', {
    ...(PasswordLength !== undefined && { PasswordLength: Number(PasswordLength) }),
    ...(ExcludeCharacters !== undefined && { ExcludeCharacters: textOf(ExcludeCharacters) }),
    ...Object.fromEntries(Object.entries(flags).map(([name, it]) => [name, String(it) === 'true'])),
  });
  const password = String(RandomPassword);
  const key = textOf(GenerateStringKey);
  if (SecretStringTemplate === undefined || key === undefined) return password;
  return JSON.stringify({ ...documentOf(textOf(SecretStringTemplate) ?? ''), [key]: password });
}

/** @throws ServiceError InvalidRequest */
function documentOf(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new ServiceError('InvalidRequest', 'SecretStringTemplate is not a JSON document.');
  }
}

function provisioned(arn: string): Provisioned {
  return { physicalResourceId: arn, attributes: { Id: arn } };
}

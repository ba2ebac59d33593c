import { ServiceError } from '../../protocol/service-error.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { textOf } from '../written-values.ts';

/** @source "AWS::KMS::Alias", AWS CloudFormation template reference */
export const awsKmsAlias: ResourceProvider = {
  type: 'AWS::KMS::Alias',
  properties: { AliasName: 'honoured', TargetKeyId: 'honoured' },
  replacing: ['AliasName'],
  async create(context, properties) {
    const input = { AliasName: textOf(properties.AliasName), TargetKeyId: textOf(properties.TargetKeyId) };
    try {
      await context.services.kms.call('CreateAlias', input);
    } catch (error) {
      // As an earlier run left it.
      if (!(error instanceof ServiceError && error.code === 'AlreadyExistsException')) throw error;
      return point(context, properties);
    }
    return { physicalResourceId: String(input.AliasName) };
  },
  update: (context, _physicalResourceId, properties) => point(context, properties),
  async delete({ services: { kms } }, aliasName) {
    await kms.call('DeleteAlias', { AliasName: aliasName });
  },
};

async function point({ services: { kms } }: ProviderContext, { AliasName, TargetKeyId }: ResolvedProperties): Promise<Provisioned> {
  await kms.call('UpdateAlias', { AliasName: textOf(AliasName), TargetKeyId: textOf(TargetKeyId) });
  return { physicalResourceId: textOf(AliasName) ?? '' };
}

import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { gone } from './logs-resource.ts';

/** Kept and described; no policy of the logs is evaluated here. @source "AWS::Logs::ResourcePolicy", AWS CloudFormation template reference */
export const awsLogsResourcePolicy: ResourceProvider = {
  type: 'AWS::Logs::ResourcePolicy',
  properties: { PolicyDocument: 'honoured', PolicyName: 'honoured' },
  replacing: ['PolicyName'],
  create: provision,
  update: (context, _policyName, properties) => provision(context, properties),
  async delete({ services }, policyName) {
    await gone(services.logs.call('DeleteResourcePolicy', { policyName }));
  },
};

async function provision({ services }: ProviderContext, { PolicyName, PolicyDocument }: ResolvedProperties): Promise<Provisioned> {
  const policyDocument = typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument);
  await services.logs.call('PutResourcePolicy', { policyName: PolicyName, policyDocument });
  return { physicalResourceId: String(PolicyName) };
}

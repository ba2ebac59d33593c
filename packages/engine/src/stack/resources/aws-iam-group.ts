import { ServiceError } from '../../protocol/service-error.ts';
import { givePolicies, takePolicies } from '../iam-policies.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { textOf } from '../written-values.ts';

/** @source "AWS::IAM::Group", AWS CloudFormation template reference */
export const awsIamGroup: ResourceProvider = {
  type: 'AWS::IAM::Group',
  properties: { GroupName: 'honoured', ManagedPolicyArns: 'honoured', Path: 'honoured', Policies: 'honoured' },
  replacing: ['GroupName', 'Path'],
  async create(context, properties) {
    const { services, stackName, logicalId } = context;
    const name = textOf(properties.GroupName) ?? `${stackName}-${logicalId}`;
    await services.iam.call('CreateGroup', { GroupName: name, Path: textOf(properties.Path) ?? '/' }).catch((error: unknown) => {
      // As an earlier run left it.
      if (!(error instanceof ServiceError && error.code === 'EntityAlreadyExists')) throw error;
    });
    return bringTo(context, name, properties);
  },
  update: (context, name, properties) => bringTo(context, name, properties),
  async delete({ services: { iam } }, name) {
    await takePolicies(iam, 'Group', name);
    await iam.call('DeleteGroup', { GroupName: name });
  },
};

async function bringTo({ services: { iam } }: ProviderContext, name: string, properties: ResolvedProperties): Promise<Provisioned> {
  await givePolicies(iam, 'Group', name, properties);
  const { Group: group } = await iam.call('GetGroup', { GroupName: name });
  return { physicalResourceId: name, attributes: { Arn: String(Object(group).Arn) } };
}

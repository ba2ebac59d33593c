import { ServiceError } from '../../protocol/service-error.ts';
import { policyText } from '../iam-policies.ts';
import type { ProviderContext, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { textListOf, textOf } from '../written-values.ts';

const kinds = [
  ['Roles', 'Role'],
  ['Users', 'User'],
  ['Groups', 'Group'],
] as const;

/** An inline policy of those it names. @source "AWS::IAM::Policy", AWS CloudFormation template reference */
export const awsIamPolicy: ResourceProvider = {
  type: 'AWS::IAM::Policy',
  properties: { Groups: 'honoured', PolicyDocument: 'honoured', PolicyName: 'honoured', Roles: 'honoured', Users: 'honoured' },
  // Its holders and its name are known from the properties only: another one is made, and the former taken away.
  replacing: ['Groups', 'PolicyName', 'Roles', 'Users'],
  async create(context, properties) {
    await put(context, properties);
    const name = textOf(properties.PolicyName) ?? `${context.stackName}-${context.logicalId}`;
    return { physicalResourceId: holdersOf(name, properties) };
  },
  async update(context, physicalResourceId, properties) {
    await put(context, properties);
    return { physicalResourceId };
  },
  async delete({ services: { iam } }, physicalResourceId) {
    const [policyName = '', ...holders] = physicalResourceId.split('|');
    for (const holder of holders) {
      const [kind = '', name = ''] = holder.split('=');
      await iam.call(`Delete${kind}Policy`, { [`${kind}Name`]: name, PolicyName: policyName }).catch((error: unknown) => {
        // It went with its holder.
        if (!(error instanceof ServiceError && error.code === 'NoSuchEntity')) throw error;
      });
    }
  },
};

async function put({ services: { iam }, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Promise<void> {
  const policyName = textOf(properties.PolicyName) ?? `${stackName}-${logicalId}`;
  for (const [property, kind] of kinds) {
    for (const name of textListOf(properties[property])) {
      const input = { [`${kind}Name`]: name, PolicyName: policyName, PolicyDocument: policyText(properties.PolicyDocument) };
      await iam.call(`Put${kind}Policy`, input);
    }
  }
}

function holdersOf(policyName: string, properties: ResolvedProperties): string {
  return [policyName, ...kinds.flatMap(([property, kind]) => textListOf(properties[property]).map((name) => `${kind}=${name}`))].join('|');
}

import { ServiceError } from '../../protocol/service-error.ts';
import { policyText } from '../iam-policies.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { textListOf, textOf } from '../written-values.ts';

const kinds = [
  ['Roles', 'Role'],
  ['Users', 'User'],
  ['Groups', 'Group'],
] as const;

/** Kept in IAM, and attached to those it names. @source "AWS::IAM::ManagedPolicy", AWS CloudFormation template reference */
export const awsIamManagedPolicy: ResourceProvider = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: {
    Description: 'honoured',
    Groups: 'honoured',
    ManagedPolicyName: 'honoured',
    Path: 'honoured',
    PolicyDocument: 'honoured',
    Roles: 'honoured',
    Users: 'honoured',
  },
  replacing: ['Description', 'ManagedPolicyName', 'Path'],
  async create(context, properties) {
    const { services, world, stackName, logicalId } = context;
    const name = textOf(properties.ManagedPolicyName) ?? `${stackName}-${logicalId}`;
    const path = textOf(properties.Path) ?? '/';
    const arn = `arn:${world.partition}:iam::${world.accountId}:policy${path}${name}`;
    const text = policyText(properties.PolicyDocument);
    const input = { PolicyName: name, Path: path, PolicyDocument: text, Description: textOf(properties.Description) };
    await services.iam.call('CreatePolicy', input).catch(async (error: unknown) => {
      if (!(error instanceof ServiceError) || error.code !== 'EntityAlreadyExists') throw error;
      // As an earlier run left it.
      await replaceDocument(context, arn, text);
    });
    return attach(context, arn, properties);
  },
  async update(context, arn, properties) {
    await replaceDocument(context, arn, policyText(properties.PolicyDocument));
    return attach(context, arn, properties);
  },
  async delete(context, arn) {
    await attach(context, arn, {});
    const { iam } = context.services;
    for (const id of await formerVersions(context, arn)) await iam.call('DeletePolicyVersion', { PolicyArn: arn, VersionId: id });
    await iam.call('DeletePolicy', { PolicyArn: arn });
  },
};

async function replaceDocument(context: ProviderContext, arn: string, text: string): Promise<void> {
  const { iam } = context.services;
  for (const id of await formerVersions(context, arn)) await iam.call('DeletePolicyVersion', { PolicyArn: arn, VersionId: id });
  await iam.call('CreatePolicyVersion', { PolicyArn: arn, PolicyDocument: text, SetAsDefault: true });
}

async function formerVersions({ services: { iam } }: ProviderContext, arn: string): Promise<readonly string[]> {
  const { Versions: versions } = await iam.call('ListPolicyVersions', { PolicyArn: arn });
  if (!Array.isArray(versions)) return [];
  return versions.filter((it) => Object(it).IsDefaultVersion !== true).map((it) => String(Object(it).VersionId));
}

/** Attaches the policy to those that the properties name, and detaches it from all others. */
async function attach({ services: { iam } }: ProviderContext, arn: string, properties: ResolvedProperties): Promise<Provisioned> {
  const attached = await iam.call('ListEntitiesForPolicy', { PolicyArn: arn });
  for (const [property, kind] of kinds) {
    const wanted = textListOf(properties[property]);
    const listed = attached[`Policy${property}`];
    const present = Array.isArray(listed) ? listed.map((it) => String(Object(it)[`${kind}Name`])) : [];
    // Roles of the template attach policies as well: what is there by them is theirs.
    for (const name of wanted.filter((it) => !present.includes(it))) {
      await iam.call(`Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn: arn });
    }
    if (Object.keys(properties).length > 0) continue;
    for (const name of present) await iam.call(`Detach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn: arn });
  }
  const { Policy: policy } = await iam.call('GetPolicy', { PolicyArn: arn });
  const told = attributeNames.map((name) => [name, asAttribute(Object(policy)[name])] as const);
  return { physicalResourceId: arn, attributes: { PolicyArn: arn, ...Object.fromEntries(told) } };
}

const attributeNames = [
  'AttachmentCount',
  'CreateDate',
  'DefaultVersionId',
  'IsAttachable',
  'PermissionsBoundaryUsageCount',
  'PolicyId',
  'UpdateDate',
] as const;

function asAttribute(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

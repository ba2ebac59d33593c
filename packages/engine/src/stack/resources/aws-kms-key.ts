import { policyText } from '../iam-policies.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { tagsOf, textOf } from '../written-values.ts';

/** A tag of gatewright's own tells which key an earlier run has made: keys have no names. */
const logicalTag = 'gatewright:stack-resource';

/** @source "AWS::KMS::Key", AWS CloudFormation template reference */
export const awsKmsKey: ResourceProvider = {
  type: 'AWS::KMS::Key',
  properties: {
    BypassPolicyLockoutSafetyCheck: 'noLocalEffect',
    Description: 'honoured',
    EnableKeyRotation: 'honoured',
    Enabled: 'honoured',
    KeyPolicy: 'honoured',
    KeySpec: 'honoured',
    KeyUsage: 'honoured',
    MultiRegion: 'honoured',
    Origin: 'honoured',
    PendingWindowInDays: 'honoured',
    RotationPeriodInDays: 'honoured',
    Tags: 'honoured',
  },
  replacing: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  async create(context, properties) {
    const { services, stackName, logicalId } = context;
    const mark = `${stackName}/${logicalId}`;
    const former = await markedKey(context, mark);
    if (former !== undefined) return bringTo(context, former, properties);
    const { KeyMetadata: made } = await services.kms.call('CreateKey', {
      KeySpec: textOf(properties.KeySpec),
      KeyUsage: textOf(properties.KeyUsage),
      Origin: textOf(properties.Origin),
      MultiRegion: String(properties.MultiRegion) === 'true',
      Tags: [{ TagKey: logicalTag, TagValue: mark }],
    });
    return bringTo(context, String(Object(made).KeyId), properties);
  },
  update: bringTo,
  async delete({ services: { kms } }, keyId) {
    // As on AWS the key can be kept for a while; it is no more this stack's.
    await kms.call('UntagResource', { KeyId: keyId, TagKeys: [logicalTag] });
    await kms.call('ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 30 });
  },
};

async function markedKey({ services: { kms } }: ProviderContext, mark: string): Promise<string | undefined> {
  let marker: unknown;
  do {
    const page = await kms.call('ListKeys', { Limit: 1000, ...(marker !== undefined && { Marker: marker }) });
    for (const it of Array.isArray(page.Keys) ? page.Keys : []) {
      const keyId = String(Object(it).KeyId);
      const { Tags: tags } = await kms.call('ListResourceTags', { KeyId: keyId });
      if (Array.isArray(tags) && tags.some((tag) => Object(tag).TagKey === logicalTag && Object(tag).TagValue === mark)) return keyId;
    }
    marker = page.NextMarker;
  } while (marker !== undefined);
  return undefined;
}

async function bringTo({ services: { kms } }: ProviderContext, keyId: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { Description, KeyPolicy, EnableKeyRotation, Enabled, RotationPeriodInDays: days } = properties;
  await kms.call('UpdateKeyDescription', { KeyId: keyId, Description: textOf(Description) ?? '' });
  if (KeyPolicy !== undefined) await kms.call('PutKeyPolicy', { KeyId: keyId, Policy: policyText(KeyPolicy) });
  const tags = tagsOf(properties.Tags).map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
  if (tags.length > 0) await kms.call('TagResource', { KeyId: keyId, Tags: tags });
  const rotates = String(EnableKeyRotation) === 'true';
  const rotation = { KeyId: keyId, ...(days !== undefined && { RotationPeriodInDays: Number(days) }) };
  if (rotates) await kms.call('EnableKeyRotation', rotation);
  else await kms.call('DisableKeyRotation', { KeyId: keyId });
  await kms.call(String(Enabled ?? true) === 'true' ? 'EnableKey' : 'DisableKey', { KeyId: keyId });
  const { KeyMetadata: found } = await kms.call('DescribeKey', { KeyId: keyId });
  return { physicalResourceId: keyId, attributes: { Arn: String(Object(found).Arn), KeyId: keyId } };
}

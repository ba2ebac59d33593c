import type { ResourceProvider } from '../resource-provider.ts';
import { textOf } from '../written-values.ts';

/** A new key with each run: its secret is shown once. @source "AWS::IAM::AccessKey", AWS CloudFormation template reference */
export const awsIamAccessKey: ResourceProvider = {
  type: 'AWS::IAM::AccessKey',
  properties: { Serial: 'honoured', Status: 'honoured', UserName: 'honoured' },
  replacing: ['Serial', 'UserName'],
  async create({ services: { iam } }, properties) {
    const UserName = textOf(properties.UserName);
    const { AccessKeyMetadata: former } = await iam.call('ListAccessKeys', { UserName });
    // Those of former runs, whose secrets nobody can be told any more.
    for (const it of Array.isArray(former) ? former : []) {
      await iam.call('DeleteAccessKey', { UserName, AccessKeyId: String(Object(it).AccessKeyId) });
    }
    const { AccessKey: key } = await iam.call('CreateAccessKey', { UserName });
    const { AccessKeyId, SecretAccessKey } = Object(key);
    const Status = textOf(properties.Status);
    if (Status !== undefined) await iam.call('UpdateAccessKey', { UserName, AccessKeyId, Status });
    return { physicalResourceId: String(AccessKeyId), attributes: { SecretAccessKey: String(SecretAccessKey) } };
  },
  async update({ services: { iam } }, physicalResourceId, { UserName, Status }) {
    await iam.call('UpdateAccessKey', { UserName, AccessKeyId: physicalResourceId, Status: textOf(Status) ?? 'Active' });
    return { physicalResourceId };
  },
  async delete({ services: { iam } }, physicalResourceId) {
    const { UserName } = await iam.call('GetAccessKeyLastUsed', { AccessKeyId: physicalResourceId });
    await iam.call('DeleteAccessKey', { UserName, AccessKeyId: physicalResourceId });
  },
};

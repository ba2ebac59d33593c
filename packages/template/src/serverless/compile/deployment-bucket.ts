import type { Value } from '../../template.ts';
import { type Draft, properties } from '../draft.ts';
import type { Section } from '../section.ts';
import type { Service } from '../service.ts';
import { tagList } from './tags.ts';

const bucketId = 'ServerlessDeploymentBucket';

/** The bucket that Serverless puts packages into, unless the user names one. */
export function compileDeploymentBucket({ provider }: Service, draft: Draft): void {
  const place = provider.placeOfName('deploymentBucket') ?? provider.place;
  const { name, settings } = deploymentBucket(provider);
  draft.output('ServerlessDeploymentBucketName', { Value: name ?? { Ref: bucketId } }, place);
  if (name !== undefined) return;
  const tags = settings?.section('tags');
  const bucket = properties({
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    Tags: tags && tags.names.length > 0 ? tagList(tags) : undefined,
    PublicAccessBlockConfiguration: settings?.flag('blockPublicAccess')
      ? { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
      : undefined,
    VersioningConfiguration: settings?.flag('versioning') ? { Status: 'Enabled' } : undefined,
  });
  draft.add(bucketId, { Type: 'AWS::S3::Bucket', Properties: bucket }, place);
  // It holds packages, which a local run has none of.
  draft.deploymentOnly.push(bucketId);
  if (settings?.flag('skipPolicySetup')) return;
  const denyPlainHttp: Value = {
    Action: 's3:*',
    Effect: 'Deny',
    Principal: '*',
    Resource: [bucketArn('/*'), bucketArn()],
    Condition: { Bool: { 'aws:SecureTransport': false } },
  };
  const policy = { Bucket: { Ref: bucketId }, PolicyDocument: { Statement: [denyPlainHttp] } };
  draft.add(`${bucketId}Policy`, { Type: 'AWS::S3::BucketPolicy', Properties: policy }, place);
  draft.deploymentOnly.push(`${bucketId}Policy`);
}

/** Where a function's package would be uploaded to. */
export function packageBucket(provider: Section): Value {
  return deploymentBucket(provider).name ?? { Ref: bucketId };
}

/** `deploymentBucket` is a name, or settings with a name in them. */
function deploymentBucket(provider: Section): { readonly name: string | undefined; readonly settings: Section | undefined } {
  const written = provider.raw('deploymentBucket');
  if (typeof written !== 'object') return { name: provider.text('deploymentBucket'), settings: undefined };
  const settings = provider.section('deploymentBucket');
  return { name: settings?.text('name'), settings };
}

function bucketArn(suffix?: string): Value {
  const parts: Value[] = ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: bucketId }];
  return { 'Fn::Join': ['', suffix === undefined ? parts : [...parts, suffix]] };
}

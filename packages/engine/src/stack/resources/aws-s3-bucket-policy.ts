import { ServiceError } from '../../protocol/service-error.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::S3::BucketPolicy", AWS CloudFormation template reference */
export const awsS3BucketPolicy: ResourceProvider = {
  type: 'AWS::S3::BucketPolicy',
  properties: { Bucket: 'honoured', PolicyDocument: 'honoured' },
  replacing: ['Bucket'],
  create: provision,
  update: (context, _physicalResourceId, properties) => provision(context, properties),
  async delete({ services }, physicalResourceId) {
    try {
      await services.s3.call({ method: 'DELETE', url: `/${physicalResourceId}?policy` });
    } catch (error) {
      // The policy went with its bucket.
      if (!(error instanceof ServiceError) || error.code !== 'NoSuchBucket') throw error;
    }
  },
};

async function provision({ services }: ProviderContext, { Bucket, PolicyDocument }: ResolvedProperties): Promise<Provisioned> {
  const bucket = String(Bucket);
  const body = typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument);
  await services.s3.call({ method: 'PUT', url: `/${encodeURIComponent(bucket)}?policy`, body });
  return { physicalResourceId: bucket };
}

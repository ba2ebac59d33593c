import { createHash } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import { documentOf } from '../../services/s3/xml.ts';
import type { PropertyTable, ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { bucketDocuments } from './s3-bucket-documents.ts';

const filter: PropertyTable = { S3Key: { Rules: [{ Name: 'honoured', Value: 'honoured' }] } };

/** @source "AWS::S3::Bucket", AWS CloudFormation template reference */
export const awsS3Bucket: ResourceProvider = {
  type: 'AWS::S3::Bucket',
  properties: {
    AbacStatus: 'noLocalEffect',
    AccelerateConfiguration: 'noLocalEffect',
    AccessControl: 'honoured',
    AnalyticsConfigurations: 'noLocalEffect',
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BlockedEncryptionTypes: 'noLocalEffect',
          BucketKeyEnabled: 'honoured',
          ServerSideEncryptionByDefault: { KMSMasterKeyID: 'honoured', SSEAlgorithm: 'honoured' },
        },
      ],
    },
    BucketName: 'honoured',
    BucketNamePrefix: 'unsupported',
    BucketNamespace: 'unsupported',
    CorsConfiguration: {
      CorsRules: [
        {
          AllowedHeaders: 'honoured',
          AllowedMethods: 'honoured',
          AllowedOrigins: 'honoured',
          ExposedHeaders: 'honoured',
          Id: 'honoured',
          MaxAge: 'honoured',
        },
      ],
    },
    IntelligentTieringConfigurations: 'noLocalEffect',
    InventoryConfigurations: 'noLocalEffect',
    LifecycleConfiguration: {
      Rules: [
        {
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 'honoured' },
          ExpirationDate: 'honoured',
          ExpirationInDays: 'honoured',
          ExpiredObjectDeleteMarker: 'honoured',
          Id: 'honoured',
          NoncurrentVersionExpiration: { NewerNoncurrentVersions: 'honoured', NoncurrentDays: 'honoured' },
          NoncurrentVersionExpirationInDays: 'honoured',
          NoncurrentVersionTransition: 'noLocalEffect',
          NoncurrentVersionTransitions: 'noLocalEffect',
          ObjectSizeGreaterThan: 'honoured',
          ObjectSizeLessThan: 'honoured',
          Prefix: 'honoured',
          Status: 'honoured',
          TagFilters: [{ Key: 'honoured', Value: 'honoured' }],
          Transition: 'noLocalEffect',
          Transitions: 'noLocalEffect',
        },
      ],
      TransitionDefaultMinimumObjectSize: 'noLocalEffect',
    },
    LoggingConfiguration: 'noLocalEffect',
    MetadataConfiguration: 'noLocalEffect',
    MetadataTableConfiguration: 'noLocalEffect',
    MetricsConfigurations: 'noLocalEffect',
    NotificationConfiguration: {
      EventBridgeConfiguration: { EventBridgeEnabled: 'honoured' },
      LambdaConfigurations: [{ Event: 'honoured', Filter: filter, Function: 'honoured' }],
      QueueConfigurations: [{ Event: 'honoured', Filter: filter, Queue: 'honoured' }],
      TopicConfigurations: [{ Event: 'honoured', Filter: filter, Topic: 'honoured' }],
    },
    ObjectLockConfiguration: 'unsupported',
    ObjectLockEnabled: 'unsupported',
    OwnershipControls: { Rules: [{ ObjectOwnership: 'honoured' }] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: 'honoured',
      BlockPublicPolicy: 'honoured',
      IgnorePublicAcls: 'honoured',
      RestrictPublicBuckets: 'honoured',
    },
    ReplicationConfiguration: 'unsupported',
    Tags: [{ Key: 'honoured', Value: 'honoured' }],
    VersioningConfiguration: { Status: 'honoured' },
    WebsiteConfiguration: 'unsupported',
  },
  replacing: ['BucketName'],

  async create(context, properties) {
    const name = bucketNameOf(context, properties);
    await makeBucket(context, name, properties);
    return configure(context, name, properties);
  },

  update: (context, physicalResourceId, properties) => configure(context, physicalResourceId, properties),

  /** An edit, or a slip, must not cost objects: a bucket that holds some stays. */
  async delete({ services }, physicalResourceId) {
    try {
      await services.s3.call({ method: 'DELETE', url: `/${physicalResourceId}` });
    } catch (error) {
      if (!(error instanceof ServiceError) || !['BucketNotEmpty', 'NoSuchBucket'].includes(error.code)) throw error;
    }
  },
};

/** CloudFormation's form of a name, the same in every run, so that the next one finds the objects. */
function bucketNameOf({ stackName, logicalId, world }: ProviderContext, { BucketName }: ResolvedProperties): string {
  if (typeof BucketName === 'string') return BucketName;
  const digest = createHash('sha256')
    .update(JSON.stringify([world.accountId, world.region, stackName, logicalId]))
    .digest();
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const suffix = Array.from(digest.subarray(0, 12), (byte) => letters[byte % letters.length]).join('');
  return `${stackName.slice(0, 24)}-${logicalId.slice(0, 24)}-${suffix}`.toLowerCase();
}

async function makeBucket({ services, world }: ProviderContext, name: string, properties: ResolvedProperties): Promise<void> {
  const { region } = world;
  const constraint = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  const { ownership } = bucketDocuments(properties);
  try {
    await services.s3.call({
      method: 'PUT',
      url: `/${encodeURIComponent(name)}`,
      headers: ownership === undefined ? {} : { 'x-amz-object-ownership': ownership },
      body: region === 'us-east-1' ? '' : constraint,
    });
  } catch (error) {
    // An earlier run has left it.
    if (!(error instanceof ServiceError) || error.code !== 'BucketAlreadyOwnedByYou') throw error;
  }
}

/** A bucket that has had versions never loses them: what leaves the template suspends them. */
async function setVersioning(services: ProviderContext['services'], name: string, status: string | undefined): Promise<void> {
  const url = `/${name}?versioning`;
  const isOn = (await services.s3.call({ method: 'GET', url })).body.includes('<Status>');
  if (status === undefined && !isOn) return;
  await services.s3.call({ method: 'PUT', url, body: documentOf('VersioningConfiguration', { Status: status ?? 'Suspended' }) });
}

async function configure({ services, world }: ProviderContext, name: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { documents, acl, versioning } = bucketDocuments(properties);
  await setVersioning(services, name, versioning);
  for (const { subresource, body } of documents) {
    const url = `/${name}?${subresource}`;
    await services.s3.call(body === undefined ? { method: 'DELETE', url } : { method: 'PUT', url, body });
  }
  await services.s3.call({ method: 'PUT', url: `/${name}?acl`, headers: { 'x-amz-acl': acl } });
  const { partition, region } = world;
  return {
    physicalResourceId: name,
    attributes: {
      Arn: `arn:${partition}:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  };
}

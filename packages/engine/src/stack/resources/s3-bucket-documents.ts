import type { Value } from '@gatewright/template';
import { documentOf, type Xml } from '../../services/s3/xml.ts';
import type { ResolvedProperties } from '../resource-provider.ts';
import { lifecycleDocument } from './s3-lifecycle-document.ts';
import { listOf, type Members, membersOf, textOf } from './s3-values.ts';

export interface BucketDocuments {
  /** In the order in which they are put; without a body, one is removed. */
  readonly documents: readonly { readonly subresource: string; readonly body: string | undefined }[];
  /** Canned, as S3's header has it. */
  readonly acl: string;
  readonly ownership: string | undefined;
  /** `Enabled`, `Suspended`. */
  readonly versioning: string | undefined;
}

/** A bucket's properties as the documents that S3 takes. @source "AWS::S3::Bucket"; the schemas of the Amazon S3 API reference */
export function bucketDocuments(properties: ResolvedProperties): BucketDocuments {
  const { BucketEncryption, CorsConfiguration, NotificationConfiguration, OwnershipControls, PublicAccessBlockConfiguration, Tags } =
    properties;
  const lifecycle = listOf(membersOf(properties.LifecycleConfiguration).Rules);
  const ownership = textOf(membersOf(listOf(membersOf(OwnershipControls).Rules)[0]).ObjectOwnership);
  const blocked = membersOf(PublicAccessBlockConfiguration);
  const block = (name: string): boolean => (PublicAccessBlockConfiguration === undefined ? true : String(blocked[name]) === 'true');
  const rules = listOf(membersOf(BucketEncryption).ServerSideEncryptionConfiguration);
  const corsRules = listOf(membersOf(CorsConfiguration).CorsRules);
  const tags = listOf(Tags);
  return {
    ownership,
    versioning: textOf(membersOf(properties.VersioningConfiguration).Status),
    acl: String(properties.AccessControl ?? 'Private')
      .replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`)
      .toLowerCase(),
    documents: [
      {
        subresource: 'publicAccessBlock',
        body: documentOf('PublicAccessBlockConfiguration', {
          BlockPublicAcls: block('BlockPublicAcls'),
          IgnorePublicAcls: block('IgnorePublicAcls'),
          BlockPublicPolicy: block('BlockPublicPolicy'),
          RestrictPublicBuckets: block('RestrictPublicBuckets'),
        }),
      },
      {
        subresource: 'ownershipControls',
        body: documentOf('OwnershipControls', { Rule: { ObjectOwnership: ownership ?? 'BucketOwnerEnforced' } }),
      },
      {
        subresource: 'encryption',
        body: rules.length === 0 ? undefined : documentOf('ServerSideEncryptionConfiguration', { Rule: rules.map(encryptionRule) }),
      },
      {
        subresource: 'cors',
        body: corsRules.length === 0 ? undefined : documentOf('CORSConfiguration', { CORSRule: corsRules.map(corsRule) }),
      },
      {
        subresource: 'tagging',
        body: tags.length === 0 ? undefined : documentOf('Tagging', { TagSet: { Tag: tags.map(tagOf) } }),
      },
      { subresource: 'lifecycle', body: lifecycle.length === 0 ? undefined : lifecycleDocument(lifecycle) },
      { subresource: 'notification', body: documentOf('NotificationConfiguration', notificationOf(membersOf(NotificationConfiguration))) },
    ],
  };
}

function encryptionRule(rule: Value): Xml {
  const { BucketKeyEnabled, ServerSideEncryptionByDefault } = membersOf(rule);
  const { KMSMasterKeyID, SSEAlgorithm } = membersOf(ServerSideEncryptionByDefault);
  return {
    // A rule may say no more than BucketKeyEnabled: the default is then S3's own.
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: textOf(SSEAlgorithm) ?? 'AES256', KMSMasterKeyID: textOf(KMSMasterKeyID) },
    BucketKeyEnabled: BucketKeyEnabled === undefined ? undefined : String(BucketKeyEnabled),
  };
}

function corsRule(rule: Value): Xml {
  const { AllowedHeaders, AllowedMethods, AllowedOrigins, ExposedHeaders, Id, MaxAge } = membersOf(rule);
  return {
    ID: textOf(Id),
    AllowedHeader: listOf(AllowedHeaders).map(String),
    AllowedMethod: listOf(AllowedMethods).map(String),
    AllowedOrigin: listOf(AllowedOrigins).map(String),
    ExposeHeader: listOf(ExposedHeaders).map(String),
    MaxAgeSeconds: MaxAge === undefined ? undefined : String(MaxAge),
  };
}

function tagOf(tag: Value): Xml {
  const { Key, Value } = membersOf(tag);
  return { Key: textOf(Key), Value: textOf(Value) };
}

function notificationOf(notification: Members): Xml {
  const of = (property: string, member: string, element: string): Xml[] =>
    listOf(notification[property]).map((it) => {
      const configuration = membersOf(it);
      const rules = listOf(membersOf(membersOf(configuration.Filter).S3Key).Rules).map((rule) => {
        const { Name, Value } = membersOf(rule);
        return { Name: textOf(Name), Value: textOf(Value) };
      });
      return {
        [element]: textOf(configuration[member]),
        Event: textOf(configuration.Event),
        ...(rules.length > 0 && { Filter: { S3Key: { FilterRule: rules } } }),
      };
    });
  const bridge = notification.EventBridgeConfiguration;
  const isOn = bridge !== undefined && String(membersOf(bridge).EventBridgeEnabled ?? true) === 'true';
  return {
    TopicConfiguration: of('TopicConfigurations', 'Topic', 'Topic'),
    QueueConfiguration: of('QueueConfigurations', 'Queue', 'Queue'),
    CloudFunctionConfiguration: of('LambdaConfigurations', 'Function', 'CloudFunction'),
    ...(isOn && { EventBridgeConfiguration: {} }),
  };
}

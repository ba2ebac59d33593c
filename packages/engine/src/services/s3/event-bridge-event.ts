import type { World } from '../../world/world.ts';
import type { ObjectChange } from './operation.ts';

/** @source "EventBridge event message structure" and "Using EventBridge", Amazon S3 user guide */
const detailTypes: { readonly [kind: string]: string } = {
  ObjectCreated: 'Object Created',
  ObjectRemoved: 'Object Deleted',
  LifecycleExpiration: 'Object Deleted',
  'ObjectTagging:Put': 'Object Tags Added',
  'ObjectTagging:Delete': 'Object Tags Deleted',
  'ObjectAcl:Put': 'Object ACL Updated',
};

const reasons: { readonly [eventName: string]: string } = {
  'ObjectCreated:Put': 'PutObject',
  'ObjectCreated:Post': 'POST Object',
  'ObjectCreated:Copy': 'CopyObject',
  'ObjectCreated:CompleteMultipartUpload': 'CompleteMultipartUpload',
  'ObjectRemoved:Delete': 'DeleteObject',
  'ObjectRemoved:DeleteMarkerCreated': 'DeleteObject',
  'LifecycleExpiration:Delete': 'Lifecycle Expiration',
  'LifecycleExpiration:DeleteMarkerCreated': 'Lifecycle Expiration',
};

/** What the default event bus is told of a change; undefined when it is told nothing. */
export function eventBridgeEvent(world: World, change: ObjectChange, sequencer: string): object | undefined {
  const { bucket, key, size, eTag, versionId, eventName, request } = change;
  const detailType = detailTypes[eventName] ?? detailTypes[eventName.split(':')[0] ?? ''];
  if (detailType === undefined) return undefined;
  const deletionType = eventName.endsWith(':DeleteMarkerCreated') ? 'Delete Marker Created' : 'Permanently Deleted';
  const reason = reasons[eventName];
  return {
    version: '0',
    id: world.uuid(),
    'detail-type': detailType,
    source: 'aws.s3',
    account: world.accountId,
    time: new Date(world.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: bucket.region,
    resources: [`arn:${world.partition}:s3:::${bucket.name}`],
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: {
        key,
        ...(size !== undefined && { size }),
        ...(eTag !== undefined && { etag: eTag }),
        ...(versionId !== undefined && { 'version-id': versionId }),
        ...(reason !== undefined && { sequencer }),
      },
      'request-id': request.requestId,
      requester: request.sourceIp ?? world.accountId,
      'source-ip-address': request.sourceIp ?? '127.0.0.1',
      ...(reason !== undefined && { reason }),
      ...(detailType === 'Object Deleted' && { 'deletion-type': deletionType }),
    },
  };
}

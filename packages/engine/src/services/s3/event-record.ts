import { createHash } from 'node:crypto';
import type { World } from '../../world/world.ts';
import type { ObjectChange } from './operation.ts';
import { hostIdOf } from './s3-request.ts';

/** Kinds of events whose records have no size and no sequencer. @source recordings of localstack's test_s3_notifications_sqs */
const describedOnly = /^Object(?:Tagging|Acl):/;
/** @source "Event message structure", Amazon S3 user guide */
const laterVersion = /^(?:Object(?:Tagging|Acl)|Lifecycle\w*):/;

export interface EventIds {
  readonly sequencer: string;
  readonly configurationId: string;
}

/** What a function, a queue or a topic is told of a change. @source "Event message structure", Amazon S3 user guide */
export function eventRecord(world: World, change: ObjectChange, { sequencer, configurationId }: EventIds): object {
  const { bucket, key, size, eTag, versionId, eventName, request } = change;
  const isDescribedOnly = describedOnly.test(eventName);
  return {
    eventVersion: laterVersion.test(eventName) ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: new Date(world.now()).toISOString(),
    eventName,
    userIdentity: { principalId: request.principalId },
    requestParameters: { sourceIPAddress: request.sourceIp ?? '127.0.0.1' },
    responseElements: { 'x-amz-request-id': request.requestId, 'x-amz-id-2': hostIdOf(request.requestId) },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: ownerIdOf(world) },
        arn: `arn:${world.partition}:s3:::${bucket.name}`,
      },
      object: {
        key: encodeKey(key),
        ...(!isDescribedOnly && size !== undefined && { size }),
        ...(eTag !== undefined && { eTag }),
        ...(versionId !== undefined && { versionId }),
        ...(!isDescribedOnly && { sequencer }),
      },
    },
  };
}

/** `A` and 13 characters, the same for an account in every run. */
function ownerIdOf({ accountId }: World): string {
  return `A${createHash('sha256').update(accountId).digest('hex').slice(0, 13).toUpperCase()}`;
}

/** As a form has it, with slashes as they are. */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
}

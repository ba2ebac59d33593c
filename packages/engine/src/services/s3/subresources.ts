/**
 * Parameters of the query that make a request another operation, and what the operations are about: `Put` and `BucketWebsite`. An operation
 * whose name has another form stands as it is, after `=`. @source the operations of the Amazon S3 API reference
 */
export const subresources: ReadonlyMap<string, string> = new Map([
  ['abac', 'BucketAbac'],
  ['accelerate', 'BucketAccelerateConfiguration'],
  ['acl', 'Acl'],
  ['analytics', 'BucketAnalyticsConfiguration'],
  ['attributes', 'ObjectAttributes'],
  ['cors', 'BucketCors'],
  ['delete', '=DeleteObjects'],
  ['encryption', 'BucketEncryption'],
  ['intelligent-tiering', 'BucketIntelligentTieringConfiguration'],
  ['inventory', 'BucketInventoryConfiguration'],
  ['legal-hold', 'ObjectLegalHold'],
  ['lifecycle', 'BucketLifecycleConfiguration'],
  ['location', 'BucketLocation'],
  ['logging', 'BucketLogging'],
  ['metadataConfiguration', 'BucketMetadataConfiguration'],
  ['metadataInventoryTable', '=UpdateBucketMetadataInventoryTableConfiguration'],
  ['metadataJournalTable', '=UpdateBucketMetadataJournalTableConfiguration'],
  ['metadataTable', 'BucketMetadataTableConfiguration'],
  ['metrics', 'BucketMetricsConfiguration'],
  ['notification', 'BucketNotificationConfiguration'],
  ['object-lock', 'ObjectLockConfiguration'],
  ['ownershipControls', 'BucketOwnershipControls'],
  ['policy', 'BucketPolicy'],
  ['policyStatus', 'BucketPolicyStatus'],
  ['publicAccessBlock', 'PublicAccessBlock'],
  ['renameObject', '=RenameObject'],
  ['replication', 'BucketReplication'],
  ['requestPayment', 'BucketRequestPayment'],
  ['restore', '=RestoreObject'],
  ['retention', 'ObjectRetention'],
  ['select', '=SelectObjectContent'],
  ['session', '=CreateSession'],
  ['tagging', 'Tagging'],
  ['torrent', 'ObjectTorrent'],
  ['uploadId', 'MultipartUpload'],
  ['uploads', 'MultipartUploads'],
  ['versionId', 'ObjectVersion'],
  ['versioning', 'BucketVersioning'],
  ['versions', 'ObjectVersions'],
  ['website', 'BucketWebsite'],
]);

const verbs: { readonly [method: string]: string } = { GET: 'Get', PUT: 'Put', DELETE: 'Delete', POST: 'Create', HEAD: 'Head' };

/** What AWS calls an operation that is not served. */
export function operationNamed(method: string, on: 'service' | 'bucket' | 'object', asked: readonly string[]): string {
  const subject = asked.map((it) => subresources.get(it)).find((it) => it !== undefined);
  if (subject?.startsWith('=')) return subject.slice(1);
  return `${verbs[method] ?? method}${subject ?? { service: 'Service', bucket: 'Bucket', object: 'Object' }[on]}`;
}

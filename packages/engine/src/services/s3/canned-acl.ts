/** A canned ACL: what objects and buckets keep. @source "Canned ACL", Amazon S3 user guide */
export type Acl =
  | 'private'
  | 'public-read'
  | 'public-read-write'
  | 'authenticated-read'
  | 'bucket-owner-read'
  | 'bucket-owner-full-control';

export const cannedAcls: readonly Acl[] = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
];

export function isPublic(acl: Acl): boolean {
  return acl === 'public-read' || acl === 'public-read-write' || acl === 'authenticated-read';
}

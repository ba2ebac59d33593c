import type { Bucket } from './bucket.ts';

/** What keeps everybody out, whatever policies and ACLs say. */
export type PublicAccessBlock = {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
};

/** What every bucket is made with. @source "Blocking public access to your Amazon S3 storage": buckets since April 2023 */
export const blockedPublicAccess: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export function publicAccessBlockOf({ configurations }: Bucket): PublicAccessBlock | undefined {
  return configurations.publicAccessBlock === undefined ? undefined : JSON.parse(configurations.publicAccessBlock);
}

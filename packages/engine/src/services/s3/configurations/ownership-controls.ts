import { type BucketConfiguration, notThere } from '../bucket-configuration.ts';
import { malformedXml } from '../request-document.ts';

export const objectOwnerships: readonly string[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

/** @source "PutBucketOwnershipControls", Amazon S3 API reference */
export const ownershipControls: BucketConfiguration = {
  name: 'BucketOwnershipControls',
  subresource: 'ownershipControls',
  rootName: 'OwnershipControls',
  read(root) {
    const rules = root.all('Rule');
    const ownership = rules[0]?.textOf('ObjectOwnership');
    if (rules.length !== 1 || ownership === undefined || !objectOwnerships.includes(ownership)) throw malformedXml();
    return ownershipOf(ownership);
  },
  absent: notThere('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'),
  deletable: true,
};

export function ownershipOf(ObjectOwnership: string): { readonly Rule: { readonly ObjectOwnership: string } } {
  return { Rule: { ObjectOwnership } };
}

import { ServiceError } from '../../protocol/service-error.ts';
import { type Element, malformedXml } from './request-document.ts';
import type { S3Object } from './s3-object.ts';
import type { Xml } from './xml.ts';

const maximumObjectTags = 10;
const maximumBucketTags = 50;

type Tags = S3Object['tags'];

/** Tags as a header carries them, `a=1&b=2`. @throws ServiceError InvalidArgument, InvalidTag, BadRequest */
export function readTagHeader(header: string | undefined): Tags {
  if (header === undefined || header === '') return {};
  const pairs = [...new URLSearchParams(header)];
  const isMalformed = header.split('&').some((it) => it.split('=').length > 2);
  if (isMalformed || new Set(pairs.map(([key]) => key)).size < pairs.length) {
    const message =
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
    throw new ServiceError('InvalidArgument', message, 400, { ArgumentName: 'x-amz-tagging', ArgumentValue: header });
  }
  return checked(pairs, { maximum: maximumObjectTags, system: 'Your TagKey cannot be prefixed with aws:' });
}

/** The tags of an object's document `<Tagging><TagSet><Tag>`. @throws ServiceError InvalidTag, BadRequest */
export function readTagging(root: Element): Tags {
  return checked(pairsOf(root), { maximum: maximumObjectTags, system: 'Your TagKey cannot be prefixed with aws:' });
}

/** The tags of a bucket's document. @throws ServiceError InvalidTag, BadRequest */
export function readBucketTagging(root: Element): Tags {
  return checked(pairsOf(root), { maximum: maximumBucketTags, system: 'System tags cannot be added/updated by requester' });
}

function pairsOf(root: Element): readonly (readonly [string, string])[] {
  const tagSet = root.first('TagSet');
  if (!tagSet) throw malformedXml();
  return tagSet.all('Tag').map((it) => {
    const [key, value] = [it.textOf('Key'), it.textOf('Value')];
    if (key === undefined || value === undefined) throw malformedXml();
    return [key, value];
  });
}

/** What may stand in keys and values. */
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** @param system what AWS says of a key that begins with `aws:` */
function checked(
  pairs: readonly (readonly [string, string])[],
  { maximum, system }: { readonly maximum: number; readonly system: string },
): Tags {
  if (pairs.length > maximum) {
    const whose = maximum === maximumObjectTags ? 'Object' : 'Bucket';
    throw new ServiceError('BadRequest', `${whose} tags cannot be greater than ${maximum}`, 400);
  }
  const keys = new Set<string>();
  for (const [key, value] of pairs) {
    if (keys.has(key)) throw new ServiceError('InvalidTag', 'Cannot provide multiple Tags with the same key', 400, { TagKey: key });
    keys.add(key);
    if (key.startsWith('aws:')) throw new ServiceError('InvalidTag', system, 400, { TagKey: key });
    if (key.length < 1 || key.length > 128 || !characters.test(key))
      throw new ServiceError('InvalidTag', 'The TagKey you have provided is invalid', 400, { TagKey: key });
    if (value.length > 256 || !characters.test(value))
      throw new ServiceError('InvalidTag', 'The TagValue you have provided is invalid', 400, { TagKey: key, TagValue: value });
  }
  return Object.fromEntries(pairs);
}

export function taggingOf(tags: Tags): Xml {
  return { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
}

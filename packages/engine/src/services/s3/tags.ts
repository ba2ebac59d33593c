import { ServiceError } from '../../protocol/service-error.ts';
import type { S3Object } from './s3-object.ts';
import type { Element, Xml } from './xml.ts';

const maximumObjectTags = 10;

type Tags = S3Object['tags'];

/** Tags as a header carries them, `a=1&b=2`. @throws ServiceError InvalidArgument, InvalidTag, BadRequest */
export function readTagHeader(header: string | undefined): Tags {
  if (header === undefined || header === '') return {};
  const pairs = [...new URLSearchParams(header)];
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) {
    const message =
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
    throw new ServiceError('InvalidArgument', message, 400, { ArgumentName: 'x-amz-tagging', ArgumentValue: header });
  }
  return checked(pairs);
}

/** The tags of a document `<Tagging><TagSet><Tag>`. @throws ServiceError InvalidTag, BadRequest */
export function readTagging(root: Element, maximum: number = maximumObjectTags): Tags {
  const tags = root.first('TagSet')?.all('Tag') ?? [];
  return checked(
    tags.map((it) => [it.textOf('Key') ?? '', it.textOf('Value') ?? '']),
    maximum,
  );
}

function checked(pairs: readonly (readonly [string, string])[], maximum = maximumObjectTags): Tags {
  if (pairs.length > maximum) throw new ServiceError('BadRequest', `Object tags cannot be greater than ${maximum}`, 400);
  const keys = new Set<string>();
  for (const [key, value] of pairs) {
    if (keys.has(key)) throw new ServiceError('InvalidTag', 'Cannot provide multiple Tags with the same key', 400, { TagKey: key });
    keys.add(key);
    if (key.length < 1 || key.length > 128 || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(key))
      throw new ServiceError('InvalidTag', 'The TagKey you have provided is invalid', 400, { TagKey: key });
    if (key.startsWith('aws:')) throw new ServiceError('InvalidTag', 'System tags cannot be added/updated by requester', 400);
    if (value.length > 256 || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(value))
      throw new ServiceError('InvalidTag', 'The TagValue you have provided is invalid', 400, { TagKey: key, TagValue: value });
  }
  return Object.fromEntries(pairs);
}

export function taggingOf(tags: Tags): Xml {
  return { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
}

import { findBucket, findObject } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { readDocument } from '../payload.ts';
import { readTagging } from '../tags.ts';
import { maximumXmlBytes, parseDocument } from '../xml.ts';

/** @source "PutObjectTagging", Amazon S3 API reference */
export const putObjectTagging: S3Operation = {
  name: 'PutObjectTagging',
  method: 'PUT',
  on: 'object',
  query: ['tagging'],
  async run(on, request) {
    findObject(on, request);
    const tags = readTagging(parseDocument(await readDocument(request, maximumXmlBytes), 'Tagging'));
    const object = { ...findObject(on, request), tags };
    await on.objects.put(request.bucket, object);
    const { key, eTag } = object;
    on.changed({ bucket: findBucket(on, request.bucket), key, eTag, eventName: 'ObjectTagging:Put', request });
    return {};
  },
};

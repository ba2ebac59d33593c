import { findBucket, findDescribed, versionHeaders } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { readDocument } from '../payload.ts';
import { maximumXmlBytes, parseDocument } from '../request-document.ts';
import { readTagging } from '../tags.ts';

/** @source "PutObjectTagging", Amazon S3 API reference */
export const putObjectTagging: S3Operation = {
  name: 'PutObjectTagging',
  method: 'PUT',
  on: 'object',
  query: ['tagging'],
  async run(on, request) {
    findDescribed(on, request);
    const tags = readTagging(parseDocument(await readDocument(request, maximumXmlBytes), 'Tagging'));
    const object = { ...findDescribed(on, request), tags };
    await on.objects.rewrite(request.bucket, object);
    const { key, eTag, versionId } = object;
    on.changed({ bucket: findBucket(on, request.bucket), key, eTag, versionId, eventName: 'ObjectTagging:Put', request });
    return { headers: versionHeaders(on, request.bucket, object) };
  },
};

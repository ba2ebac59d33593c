import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { readDocument } from '../payload.ts';
import { removeObject } from '../remove-object.ts';
import { malformedXml, maximumXmlBytes, parseDocument } from '../xml.ts';

const maximumKeys = 1000;

/** @source "DeleteObjects", Amazon S3 API reference */
export const deleteObjects: S3Operation = {
  name: 'DeleteObjects',
  method: 'POST',
  on: 'bucket',
  query: ['delete'],
  async run(on, request) {
    const bucket = findBucket(on, request.bucket);
    const root = parseDocument(await readDocument(request, maximumXmlBytes), 'Delete');
    const objects = root.all('Object').map((it) => ({ key: it.textOf('Key'), versionId: it.textOf('VersionId') }));
    if (objects.length === 0 || objects.length > maximumKeys) throw malformedXml();
    const deleted: { Key: string }[] = [];
    const errors: { Key: string; VersionId?: string; Code: string; Message: string }[] = [];
    for (const { key, versionId } of objects) {
      if (key === undefined || key === '') throw new ServiceError('UserKeyMustBeSpecified', 'You must specify a key.', 400);
      if (Buffer.byteLength(key) > 1024) errors.push({ Key: key, Code: 'KeyTooLongError', Message: 'Your key is too long' });
      else if (versionId !== undefined && versionId !== 'null')
        errors.push({ Key: key, VersionId: versionId, Code: 'NoSuchVersion', Message: 'The specified version does not exist.' });
      else {
        await removeObject(on, bucket, key, request);
        deleted.push({ Key: key });
      }
    }
    const quiet = root.textOf('Quiet') === 'true';
    return { document: ['DeleteResult', { Deleted: quiet ? [] : deleted, Error: errors }] };
  },
};

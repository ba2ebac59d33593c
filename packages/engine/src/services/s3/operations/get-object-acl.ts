import { aclDocument } from '../acl.ts';
import { findObject, versionHeaders } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "GetObjectAcl", Amazon S3 API reference */
export const getObjectAcl: S3Operation = {
  name: 'GetObjectAcl',
  method: 'GET',
  on: 'object',
  query: ['acl'],
  run(on, request) {
    const object = findObject(on, request);
    return { headers: versionHeaders(on, request.bucket, object), document: ['AccessControlPolicy', aclDocument(object.acl, on.world)] };
  },
};

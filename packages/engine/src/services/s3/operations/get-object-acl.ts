import { aclDocument } from '../acl.ts';
import { findObject } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "GetObjectAcl", Amazon S3 API reference */
export const getObjectAcl: S3Operation = {
  name: 'GetObjectAcl',
  method: 'GET',
  on: 'object',
  query: ['acl'],
  run: (on, request) => ({ document: ['AccessControlPolicy', aclDocument(findObject(on, request).acl, on.world)] }),
};

import { documentationVersionOf } from '../documentation-version.ts';
import type { Operation } from '../operation.ts';

/** @source "GetDocumentationVersion", Amazon API Gateway V1 API reference */
export const getDocumentationVersion: Operation = {
  name: 'GetDocumentationVersion',
  method: 'GET',
  path: '/restapis/{restapi_id}/documentation/versions/{doc_version}',
  status: 200,
  run: (plane, { path }) => documentationVersionOf(plane, path),
};

import { documentationPartOf } from '../documentation-part.ts';
import type { Operation } from '../operation.ts';

/** @source "GetDocumentationPart", Amazon API Gateway V1 API reference */
export const getDocumentationPart: Operation = {
  name: 'GetDocumentationPart',
  method: 'GET',
  path: '/restapis/{restapi_id}/documentation/parts/{part_id}',
  status: 200,
  run: (plane, { path }) => documentationPartOf(plane, path),
};

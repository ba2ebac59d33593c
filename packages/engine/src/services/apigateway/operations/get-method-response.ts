import { Constraints, statusCodePattern } from '../constraints.ts';
import { methodResponseDocument } from '../documents.ts';
import { methodResponseOf } from '../edit-method.ts';
import type { Operation } from '../operation.ts';

/** @source "GetMethodResponse", Amazon API Gateway V1 API reference */
export const getMethodResponse: Operation = {
  name: 'GetMethodResponse',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}',
  status: 200,
  run(plane, { path }) {
    new Constraints().matching(path.status_code, 'statusCode', statusCodePattern).check();
    return methodResponseDocument(methodResponseOf(plane, path));
  },
};

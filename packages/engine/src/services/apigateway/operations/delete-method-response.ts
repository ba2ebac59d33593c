import { Constraints, statusCodePattern } from '../constraints.ts';
import { editMethod, methodResponseOf } from '../edit-method.ts';
import { methodOf, type Operation } from '../operation.ts';

/** @source "DeleteMethodResponse", Amazon API Gateway V1 API reference */
export const deleteMethodResponse: Operation = {
  name: 'DeleteMethodResponse',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}',
  status: 204,
  run(plane, { path }) {
    new Constraints().matching(path.status_code, 'statusCode', statusCodePattern).check();
    const { statusCode } = methodResponseOf(plane, path);
    const others = Object.entries(methodOf(plane, path).methodResponses).filter(([it]) => it !== statusCode);
    editMethod(plane, path, { methodResponses: Object.fromEntries(others) });
  },
};

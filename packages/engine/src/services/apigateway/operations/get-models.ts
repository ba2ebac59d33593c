import { modelDocument } from '../documents.ts';
import { type Operation, pageOf, restApiOf } from '../operation.ts';

/** @source "GetModels", Amazon API Gateway V1 API reference */
export const getModels: Operation = {
  name: 'GetModels',
  method: 'GET',
  path: '/restapis/{restapi_id}/models',
  status: 200,
  run(plane, { path, query }) {
    const { id, models } = restApiOf(plane, path.restapi_id);
    return pageOf(
      [...models.values()].map((it) => modelDocument(it, id)),
      query,
    );
  },
};

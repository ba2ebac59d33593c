import { restApiDocument, shown } from '../documents.ts';
import { type Operation, restApiOf } from '../operation.ts';
import { patchOperationsOf } from '../patch.ts';
import { patchRestApi } from '../patch-rest-api.ts';

/** @source "UpdateRestApi", Amazon API Gateway V1 API reference */
export const updateRestApi: Operation = {
  name: 'UpdateRestApi',
  method: 'PATCH',
  path: '/restapis/{restapi_id}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateRestApiInput');
    const { id } = restApiOf(plane, path.restapi_id);
    return plane.apigateway.editRestApi(id, (api) => {
      patchRestApi(api, operations);
      return restApiDocument(api, shown);
    });
  },
};

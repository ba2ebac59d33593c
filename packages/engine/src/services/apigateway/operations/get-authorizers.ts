import { authorizerDocument } from '../documents.ts';
import { type Operation, pageOf, restApiOf } from '../operation.ts';

/** @source "GetAuthorizers", Amazon API Gateway V1 API reference */
export const getAuthorizers: Operation = {
  name: 'GetAuthorizers',
  method: 'GET',
  path: '/restapis/{restapi_id}/authorizers',
  status: 200,
  run(plane, { path, query }) {
    const { authorizers } = restApiOf(plane, path.restapi_id);
    return pageOf([...authorizers.values()].map(authorizerDocument), query);
  },
};

import { type Operation, pageOf, restApiOf } from '../operation.ts';

/** @source "GetDocumentationVersions", Amazon API Gateway V1 API reference */
export const getDocumentationVersions: Operation = {
  name: 'GetDocumentationVersions',
  method: 'GET',
  path: '/restapis/{restapi_id}/documentation/versions',
  status: 200,
  run: (plane, { path, query }) =>
    pageOf([...plane.apigateway.documentation.versionsOf(restApiOf(plane, path.restapi_id).id).values()], query),
};

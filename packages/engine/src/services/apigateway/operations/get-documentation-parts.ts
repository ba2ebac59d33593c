import { type Operation, pageOf, restApiOf } from '../operation.ts';

/** @source "GetDocumentationParts", Amazon API Gateway V1 API reference */
export const getDocumentationParts: Operation = {
  name: 'GetDocumentationParts',
  method: 'GET',
  path: '/restapis/{restapi_id}/documentation/parts',
  status: 200,
  run(plane, { path, query }) {
    const { id } = restApiOf(plane, path.restapi_id);
    const [type, name, pathOf] = [query.get('type'), query.get('name'), query.get('path')];
    const parts = [...plane.apigateway.documentation.partsOf(id).values()].filter(
      ({ location }) =>
        (type === null || location.type === type) &&
        (name === null || location.name === name) &&
        (pathOf === null || location.path === pathOf) &&
        query.get('locationStatus') !== 'UNDOCUMENTED',
    );
    return pageOf(parts, query);
  },
};

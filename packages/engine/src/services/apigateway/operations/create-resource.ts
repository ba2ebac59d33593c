import { resourceDocument } from '../documents.ts';
import { addResource } from '../editable-rest-api.ts';
import { type Operation, resourceOf } from '../operation.ts';
import { textOf } from '../request-document.ts';

/** @source "CreateResource", Amazon API Gateway V1 API reference */
export const createResource: Operation = {
  name: 'CreateResource',
  method: 'POST',
  path: '/restapis/{restapi_id}/resources/{parent_id}',
  status: 201,
  run(plane, { path, body }) {
    const { id } = resourceOf(plane, path);
    return plane.apigateway.editResource(path.restapi_id ?? '', id, (parent, api) =>
      resourceDocument(addResource(api, parent, textOf(body, 'pathPart') ?? '', body), false),
    );
  },
};

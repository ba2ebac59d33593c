import { resourceDocument } from '../documents.ts';
import { moveResource } from '../editable-rest-api.ts';
import { badRequest, type Operation, resourceOf } from '../operation.ts';
import { checkReplacement, patchOperationsOf } from '../patch.ts';

/** @source "UpdateResource", Amazon API Gateway V1 API reference */
export const updateResource: Operation = {
  name: 'UpdateResource',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/resources/{resource_id}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateResourceInput');
    const { id } = resourceOf(plane, path);
    return plane.apigateway.editResource(path.restapi_id ?? '', id, (resource, api) => {
      let to = { parentId: resource.parentId ?? '', pathPart: resource.pathPart };
      for (const operation of operations) {
        checkReplacement(operation, ['/parentId', '/pathPart']);
        const member = operation.path === '/parentId' ? 'parentId' : 'pathPart';
        if (resource.id === api.rootResourceId) throw badRequest(`Root resource cannot update its ${member}.`);
        to = { ...to, [member]: operation.value ?? '' };
      }
      return resourceDocument(operations.length === 0 ? resource : moveResource(api, resource, to), false);
    });
  },
};

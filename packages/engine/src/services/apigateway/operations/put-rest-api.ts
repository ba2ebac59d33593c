import { restApiDocument, shown } from '../documents.ts';
import { clearRestApi, restoreRestApi } from '../editable-rest-api.ts';
import { importDocument, parseApiDocument } from '../import-document.ts';
import { badRequest, type Operation, restApiOf } from '../operation.ts';

/** @source "PutRestApi", Amazon API Gateway V1 API reference */
export const putRestApi: Operation = {
  name: 'PutRestApi',
  method: 'PUT',
  path: '/restapis/{restapi_id}',
  takesFile: true,
  status: 200,
  run(plane, { path, payload, query }) {
    const { id } = restApiOf(plane, path.restapi_id);
    const document = parseApiDocument(payload.toString('utf8'));
    const mode = query.get('mode') ?? 'merge';
    if (mode !== 'merge' && mode !== 'overwrite') throw badRequest('Invalid mode specified. Valid options are merge,overwrite');
    return plane.apigateway.editRestApi(id, (api) => {
      const restore = restoreRestApi(api);
      try {
        if (mode === 'overwrite') clearRestApi(api);
        const warnings = importDocument(plane.apigateway, { api, document, query, world: plane.world });
        return { ...restApiDocument(api, shown), ...(warnings.length > 0 && { warnings }) };
      } catch (error) {
        // What could not be imported whole must not stay.
        restore();
        throw error;
      }
    });
  },
};

import { identifierOf } from '../../identifier.ts';
import { listed, restApiDocument } from '../documents.ts';
import { clearRestApi } from '../editable-rest-api.ts';
import { endpointConfigurationOf } from '../endpoint-configuration.ts';
import { importDocument, parseApiDocument } from '../import-document.ts';
import type { Operation } from '../operation.ts';

/** @source "ImportRestApi", Amazon API Gateway V1 API reference */
export const importRestApi: Operation = {
  name: 'ImportRestApi',
  method: 'POST',
  path: '/restapis',
  query: { name: 'mode', value: 'import' },
  takesFile: true,
  status: 201,
  run({ world, apigateway }, { payload, query }) {
    const document = parseApiDocument(payload.toString('utf8'));
    const id = identifierOf(world.uuid(), 10);
    const api = apigateway.createRestApi({ id, name: 'API', source: document });
    try {
      const types = query.get('endpointConfigurationTypes');
      api.endpointConfiguration = endpointConfigurationOf(types === null ? undefined : { types: types.split(',') });
      // An imported API has the document's models, and not the two that others begin with. @source localstack's recordings
      clearRestApi(api);
      const warnings = importDocument(apigateway, { api, document, query, world });
      return { ...restApiDocument(api, listed), ...(warnings.length > 0 && { warnings }) };
    } catch (error) {
      // What could not be imported whole must not stay.
      apigateway.deleteRestApi(id);
      throw error;
    }
  },
};

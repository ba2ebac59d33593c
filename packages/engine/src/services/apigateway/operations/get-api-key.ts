import { apiKeyDocument, shown } from '../documents.ts';
import { apiKeyOf, type Operation } from '../operation.ts';

/** @source "GetApiKey", Amazon API Gateway V1 API reference */
export const getApiKey: Operation = {
  name: 'GetApiKey',
  method: 'GET',
  path: '/apikeys/{api_Key}',
  status: 200,
  run: (plane, { path, query }) =>
    apiKeyDocument(apiKeyOf(plane, path.api_Key), { includeValue: query.get('includeValue') === 'true', as: shown }),
};

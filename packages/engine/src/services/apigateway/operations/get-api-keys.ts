import { apiKeyDocument, listed } from '../documents.ts';
import { type Operation, pageOf } from '../operation.ts';

/** @source "GetApiKeys", Amazon API Gateway V1 API reference */
export const getApiKeys: Operation = {
  name: 'GetApiKeys',
  method: 'GET',
  path: '/apikeys',
  status: 200,
  run({ apigateway }, { query }) {
    const includeValue = query.get('includeValues') === 'true';
    const begins = query.get('name') ?? '';
    const customerId = query.get('customerId');
    // The newest first. @source localstack's recordings of GetApiKeys
    const keys = [...apigateway.apiKeys.values()]
      .reverse()
      .filter((it) => it.name.startsWith(begins) && (customerId === null || it.customerId === customerId));
    return pageOf(
      keys.map((it) => apiKeyDocument(it, { includeValue, as: listed })),
      query,
    );
  },
};

import { apiKeyDocument } from '../documents.ts';
import { type Operation, pageOf } from '../operation.ts';

/** @source "GetApiKeys", Amazon API Gateway V1 API reference */
export const getApiKeys: Operation = {
  name: 'GetApiKeys',
  method: 'GET',
  path: '/apikeys',
  status: 200,
  run({ apigateway }, { query }) {
    const includeValues = query.get('includeValues') === 'true';
    const begins = query.get('name') ?? '';
    const keys = [...apigateway.apiKeys.values()].filter((it) => it.name.startsWith(begins));
    return pageOf(
      keys.map((it) => apiKeyDocument(it, includeValues)),
      query,
    );
  },
};

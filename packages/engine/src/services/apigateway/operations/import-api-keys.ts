import { importApiKeys as importKeys } from '../import-api-keys.ts';
import type { Operation } from '../operation.ts';

/** @source "ImportApiKeys", Amazon API Gateway V1 API reference */
export const importApiKeys: Operation = {
  name: 'ImportApiKeys',
  method: 'POST',
  path: '/apikeys',
  query: { name: 'mode', value: 'import' },
  takesFile: true,
  status: 201,
  run: (plane, { payload, query }) => importKeys(plane, payload.toString('utf8'), query),
};

import { apiKeyDocument, shown } from '../documents.ts';
import { apiKeyOf, badRequest, type Operation } from '../operation.ts';
import { isTrue, type PatchOperation, patchOperationsOf } from '../patch.ts';
import type { ApiKey } from '../rest-api.ts';

/** @source "UpdateApiKey", Amazon API Gateway V1 API reference */
export const updateApiKey: Operation = {
  name: 'UpdateApiKey',
  method: 'PATCH',
  path: '/apikeys/{api_Key}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateApiKeyInput');
    const key = { ...operations.reduce(patched, apiKeyOf(plane, path.api_Key)), lastUpdatedAtMs: plane.world.now() };
    plane.apigateway.putApiKey(key);
    return apiKeyDocument(key, { includeValue: false, as: shown });
  },
};

const paths = ['/name', '/description', '/enabled', '/customerId', '/stages'];

function patched(key: ApiKey, { op, path, value = '' }: PatchOperation): ApiKey {
  if (path === '/stages' && (op === 'add' || op === 'remove')) {
    const others = (key.stageKeys ?? []).filter((it) => it !== value);
    return { ...key, stageKeys: op === 'add' ? [...others, value] : others };
  }
  if (op !== 'replace')
    throw badRequest(`Invalid patch path  '${path ?? null}' specified for op '${op}'. Please choose supported operations`);
  switch (path) {
    case '/name':
      return { ...key, name: value };
    case '/description':
      return { ...key, description: value };
    case '/customerId':
      return { ...key, customerId: value };
    case '/enabled':
      return { ...key, enabled: isTrue(value) };
    default:
      throw badRequest(`Invalid patch path  '${path ?? null}' specified for op '${op}'. Must be one of: [${paths.join(', ')}]`);
  }
}

import { identifierOf } from '../../identifier.ts';
import { apiKeyDocument, listed } from '../documents.ts';
import type { Operation } from '../operation.ts';
import { booleanOf, documentListOf, textMapOf, textOf } from '../request-document.ts';
import type { ApiKey } from '../rest-api.ts';

/** @source "CreateApiKey", Amazon API Gateway V1 API reference */
export const createApiKey: Operation = {
  name: 'CreateApiKey',
  method: 'POST',
  path: '/apikeys',
  status: 201,
  run({ world, apigateway }, { body }) {
    const value = textOf(body, 'value');
    const stageKeys = (documentListOf(body, 'stageKeys') ?? []).map(
      (it) => `${textOf(it, 'restApiId') ?? ''}/${textOf(it, 'stageName') ?? ''}`,
    );
    const key: ApiKey = {
      id: identifierOf(world.uuid(), 10),
      name: textOf(body, 'name') ?? '',
      description: textOf(body, 'description'),
      customerId: textOf(body, 'customerId'),
      value: value === undefined || value === '' ? world.hex(40) : value,
      // Without it a key is disabled, as on AWS.
      enabled: booleanOf(body, 'enabled') ?? false,
      createdAtMs: world.now(),
      lastUpdatedAtMs: world.now(),
      stageKeys,
      tags: textMapOf(body, 'tags'),
      source: body,
    };
    apigateway.putApiKey(key);
    return apiKeyDocument(key, { includeValue: true, as: listed });
  },
};

import { identifierOf } from '../../identifier.ts';
import { apiKeyDocument } from '../documents.ts';
import type { Operation } from '../operation.ts';

/** @source "CreateApiKey", Amazon API Gateway V1 API reference */
export const createApiKey: Operation = {
  name: 'CreateApiKey',
  method: 'POST',
  path: '/apikeys',
  status: 201,
  run({ world, apigateway }, { body }) {
    const id = identifierOf(world.uuid(), 10);
    const { name, value, enabled } = body;
    const key = {
      id,
      name: typeof name === 'string' ? name : '',
      value: typeof value === 'string' && value !== '' ? value : world.hex(40),
      // Without it a key is disabled, as on AWS.
      enabled: enabled === true,
      source: body,
    };
    apigateway.putApiKey(key);
    return apiKeyDocument(key, true);
  },
};

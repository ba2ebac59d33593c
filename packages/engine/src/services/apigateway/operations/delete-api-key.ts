import { apiKeyOf, type Operation } from '../operation.ts';

/** @source "DeleteApiKey", Amazon API Gateway V1 API reference */
export const deleteApiKey: Operation = {
  name: 'DeleteApiKey',
  method: 'DELETE',
  path: '/apikeys/{api_Key}',
  status: 202,
  run(plane, { path }) {
    const { id } = apiKeyOf(plane, path.api_Key);
    plane.apigateway.deleteApiKey(id);
    for (const plan of plane.apigateway.usagePlans.values()) {
      if (plan.keyIds.has(id)) plane.apigateway.putUsagePlan({ ...plan, keyIds: new Set([...plan.keyIds].filter((it) => it !== id)) });
    }
  },
};

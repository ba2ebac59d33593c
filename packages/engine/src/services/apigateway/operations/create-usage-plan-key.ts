import { apiKeyOf, badRequest, notFound, type Operation } from '../operation.ts';

/** @source "CreateUsagePlanKey", Amazon API Gateway V1 API reference */
export const createUsagePlanKey: Operation = {
  name: 'CreateUsagePlanKey',
  method: 'POST',
  path: '/usageplans/{usageplanId}/keys',
  status: 201,
  run(plane, { path, body }) {
    const plan = plane.apigateway.usagePlans.get(path.usageplanId ?? '');
    if (!plan) throw notFound('Invalid Usage Plan ID specified');
    if (body.keyType !== 'API_KEY') throw badRequest('Usage Plan Key type must be API_KEY');
    const { id, name, value } = apiKeyOf(plane, String(body.keyId));
    plane.apigateway.putUsagePlan({ ...plan, keyIds: new Set([...plan.keyIds, id]) });
    return { id, type: 'API_KEY', value, name };
  },
};

import { badRequest, type Operation } from '../operation.ts';
import { checkReplacement, patchOperationsOf } from '../patch.ts';
import { keyOfPlan, usageDocument } from '../usage-plan-input.ts';

/** @source "UpdateUsage", Amazon API Gateway V1 API reference */
export const updateUsage: Operation = {
  name: 'UpdateUsage',
  method: 'PATCH',
  path: '/usageplans/{usageplanId}/keys/{keyId}/usage',
  status: 200,
  run(plane, { path, body, query }) {
    const operations = patchOperationsOf(body, 'updateUsageInput');
    const { plan, key } = keyOfPlan(plane, path);
    if (!plan.quota) throw badRequest('Usage plan has no quota');
    const nowMs = plane.world.now();
    for (const operation of operations) {
      checkReplacement(operation, ['/remaining']);
      const remaining = Number(operation.value);
      if (!Number.isInteger(remaining) || remaining < 0) throw badRequest('Invalid value specified for remaining');
      plane.apigateway.usage.setRemaining(plan, key.id, { remaining, nowMs });
    }
    const today = new Date(nowMs).toISOString().slice(0, 10);
    return usageDocument(plane, { plan, keyIds: [key.id], range: { startDate: today, endDate: today }, query });
  },
};

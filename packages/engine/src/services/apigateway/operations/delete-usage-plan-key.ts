import type { Operation } from '../operation.ts';
import { keyOfPlan } from '../usage-plan-input.ts';

/** @source "DeleteUsagePlanKey", Amazon API Gateway V1 API reference */
export const deleteUsagePlanKey: Operation = {
  name: 'DeleteUsagePlanKey',
  method: 'DELETE',
  path: '/usageplans/{usageplanId}/keys/{keyId}',
  status: 202,
  run(plane, { path }) {
    const { plan, key } = keyOfPlan(plane, path);
    plane.apigateway.putUsagePlan({ ...plan, keyIds: new Set([...plan.keyIds].filter((it) => it !== key.id)) });
  },
};

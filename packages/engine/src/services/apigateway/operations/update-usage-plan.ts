import { shown, usagePlanDocument } from '../documents.ts';
import { type Operation, usagePlanOf } from '../operation.ts';
import { patchOperationsOf } from '../patch.ts';
import { patchUsagePlan } from '../patch-usage-plan.ts';
import { checkApiStages } from '../usage-plan-input.ts';

/** @source "UpdateUsagePlan", Amazon API Gateway V1 API reference */
export const updateUsagePlan: Operation = {
  name: 'UpdateUsagePlan',
  method: 'PATCH',
  path: '/usageplans/{usageplanId}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateUsagePlanInput');
    const plan = operations.reduce(patchUsagePlan, usagePlanOf(plane, path.usageplanId));
    checkApiStages(plane, plan);
    plane.apigateway.putUsagePlan(plan);
    return usagePlanDocument(plan, shown);
  },
};

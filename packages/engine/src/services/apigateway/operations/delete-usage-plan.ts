import { type Operation, usagePlanOf } from '../operation.ts';

/** @source "DeleteUsagePlan", Amazon API Gateway V1 API reference */
export const deleteUsagePlan: Operation = {
  name: 'DeleteUsagePlan',
  method: 'DELETE',
  path: '/usageplans/{usageplanId}',
  status: 202,
  run(plane, { path }) {
    plane.apigateway.deleteUsagePlan(usagePlanOf(plane, path.usageplanId).id);
  },
};

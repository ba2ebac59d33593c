import { shown, usagePlanDocument } from '../documents.ts';
import { type Operation, usagePlanOf } from '../operation.ts';

/** @source "GetUsagePlan", Amazon API Gateway V1 API reference */
export const getUsagePlan: Operation = {
  name: 'GetUsagePlan',
  method: 'GET',
  path: '/usageplans/{usageplanId}',
  status: 200,
  run: (plane, { path }) => usagePlanDocument(usagePlanOf(plane, path.usageplanId), shown),
};

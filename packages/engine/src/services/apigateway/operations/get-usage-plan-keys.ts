import { usagePlanKeyDocument } from '../documents.ts';
import { type Operation, pageOf, usagePlanOf } from '../operation.ts';

/** @source "GetUsagePlanKeys", Amazon API Gateway V1 API reference */
export const getUsagePlanKeys: Operation = {
  name: 'GetUsagePlanKeys',
  method: 'GET',
  path: '/usageplans/{usageplanId}/keys',
  status: 200,
  run(plane, { path, query }) {
    const plan = usagePlanOf(plane, path.usageplanId);
    const begins = query.get('name') ?? '';
    const keys = [...plane.apigateway.apiKeys.values()].filter((it) => plan.keyIds.has(it.id) && it.name.startsWith(begins));
    return pageOf(keys.map(usagePlanKeyDocument), query);
  },
};

import { usagePlanKeyDocument } from '../documents.ts';
import { type Operation, pageOf } from '../operation.ts';

/** @source "GetUsagePlanKeys", Amazon API Gateway V1 API reference */
export const getUsagePlanKeys: Operation = {
  name: 'GetUsagePlanKeys',
  method: 'GET',
  path: '/usageplans/{usageplanId}/keys',
  status: 200,
  run(plane, { path, query }) {
    // Of a plan that is not there there are none. The newest comes first. @source localstack's recordings of GetUsagePlanKeys
    const plan = plane.apigateway.usagePlans.get(path.usageplanId ?? '');
    const begins = query.get('name') ?? '';
    const keys = [...plane.apigateway.apiKeys.values()].reverse().filter((it) => plan?.keyIds.has(it.id) && it.name.startsWith(begins));
    return pageOf(keys.map(usagePlanKeyDocument), query);
  },
};

import { type Operation, usagePlanOf } from '../operation.ts';
import { usageDocument, usageRangeOf } from '../usage-plan-input.ts';

/** @source "GetUsage", Amazon API Gateway V1 API reference */
export const getUsage: Operation = {
  name: 'GetUsage',
  method: 'GET',
  path: '/usageplans/{usageplanId}/usage',
  status: 200,
  run(plane, { path, query }) {
    const plan = usagePlanOf(plane, path.usageplanId);
    const keyId = query.get('keyId');
    const keyIds = keyId === null ? [...plan.keyIds] : [keyId];
    return usageDocument(plane, { plan, keyIds, range: usageRangeOf(query), query });
  },
};

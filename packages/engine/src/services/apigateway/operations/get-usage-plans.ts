import { listed, usagePlanDocument } from '../documents.ts';
import { type Operation, pageOf } from '../operation.ts';

/** @source "GetUsagePlans", Amazon API Gateway V1 API reference */
export const getUsagePlans: Operation = {
  name: 'GetUsagePlans',
  method: 'GET',
  path: '/usageplans',
  status: 200,
  run({ apigateway }, { query }) {
    const keyId = query.get('keyId');
    const plans = [...apigateway.usagePlans.values()].filter((it) => keyId === null || it.keyIds.has(keyId));
    return pageOf(
      plans.map((it) => usagePlanDocument(it, listed)),
      query,
    );
  },
};

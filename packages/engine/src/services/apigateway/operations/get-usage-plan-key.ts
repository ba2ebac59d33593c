import { usagePlanKeyDocument } from '../documents.ts';
import type { Operation } from '../operation.ts';
import { keyOfPlan } from '../usage-plan-input.ts';

/** @source "GetUsagePlanKey", Amazon API Gateway V1 API reference */
export const getUsagePlanKey: Operation = {
  name: 'GetUsagePlanKey',
  method: 'GET',
  path: '/usageplans/{usageplanId}/keys/{keyId}',
  status: 200,
  run: (plane, { path }) => usagePlanKeyDocument(keyOfPlan(plane, path).key),
};

import { identifierOf } from '../../identifier.ts';
import { Constraints } from '../constraints.ts';
import { listed, usagePlanDocument } from '../documents.ts';
import { badRequest, type Operation } from '../operation.ts';
import { documentListOf, documentOf, textMapOf, textOf } from '../request-document.ts';
import type { UsagePlan } from '../rest-api.ts';
import { apiStageOf, checkApiStages, quotaOf, quotaPeriods, throttleOf } from '../usage-plan-input.ts';

/** @source "CreateUsagePlan", Amazon API Gateway V1 API reference */
export const createUsagePlan: Operation = {
  name: 'CreateUsagePlan',
  method: 'POST',
  path: '/usageplans',
  status: 201,
  run(plane, { body }) {
    const quota = documentOf(body, 'quota');
    const throttle = documentOf(body, 'throttle');
    new Constraints().oneOf(quota?.period, 'createUsagePlanInput.quota.period', quotaPeriods).check();
    const name = textOf(body, 'name') ?? '';
    if (name === '') throw badRequest('Usage plan name cannot be blank');
    const plan: UsagePlan = {
      id: identifierOf(plane.world.uuid(), 6),
      name,
      description: textOf(body, 'description'),
      apiStages: (documentListOf(body, 'apiStages') ?? []).map(apiStageOf),
      throttle: throttle && throttleOf(throttle),
      quota: quota && quotaOf(quota),
      tags: textMapOf(body, 'tags'),
      keyIds: new Set(),
      source: body,
    };
    checkApiStages(plane, plan);
    plane.apigateway.putUsagePlan(plan);
    return usagePlanDocument(plan, listed);
  },
};

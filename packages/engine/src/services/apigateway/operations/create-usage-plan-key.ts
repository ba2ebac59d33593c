import { usagePlanKeyDocument } from '../documents.ts';
import { apiKeyOf, badRequest, conflict, type Operation, usagePlanOf } from '../operation.ts';
import { textOf } from '../request-document.ts';

/** @source "CreateUsagePlanKey", Amazon API Gateway V1 API reference */
export const createUsagePlanKey: Operation = {
  name: 'CreateUsagePlanKey',
  method: 'POST',
  path: '/usageplans/{usageplanId}/keys',
  status: 201,
  run(plane, { path, body }) {
    const plan = usagePlanOf(plane, path.usageplanId);
    if (textOf(body, 'keyType') !== 'API_KEY') throw badRequest('Usage Plan Key type must be API_KEY');
    const key = apiKeyOf(plane, textOf(body, 'keyId'));
    if (plan.keyIds.has(key.id)) throw conflict('Usage Plan Key already exists');
    const stagesOfPlan = plan.apiStages.map((it) => `${it.apiId}:${it.stage}`);
    for (const other of plane.apigateway.usagePlans.values()) {
      if (!other.keyIds.has(key.id)) continue;
      const shared = other.apiStages.map((it) => `${it.apiId}:${it.stage}`).find((it) => stagesOfPlan.includes(it));
      if (shared !== undefined) throw conflict(`API Key ${key.id} is already in a usage plan of the stage ${shared}`);
    }
    plane.apigateway.putUsagePlan({ ...plan, keyIds: new Set([...plan.keyIds, key.id]) });
    return usagePlanKeyDocument(key);
  },
};

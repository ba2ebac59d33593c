import { badRequest } from './operation.ts';
import { type PatchOperation, segmentsOf } from './patch.ts';
import type { Throttle, UsagePlan } from './rest-api.ts';
import { checkQuota, quotaPeriods } from './usage-plan-input.ts';

/**
 * A usage plan with one operation of a patch applied.
 * @throws ServiceError BadRequestException
 * @source "UpdateUsagePlan", Amazon API Gateway V1 API reference: `/apiStages` takes `API:STAGE`, `/apiStages/API:STAGE/throttle/PATH/METHOD`
 */
export function patchUsagePlan(plan: UsagePlan, operation: PatchOperation): UsagePlan {
  const { op, value = '' } = operation;
  const [member = '', name, ...more] = segmentsOf(operation.path);
  if (op !== 'add' && op !== 'remove' && op !== 'replace') throw unsupported(operation);
  if (member === 'apiStages') return patchApiStages(plan, operation, more);
  if (member === 'throttle')
    return { ...plan, throttle: name === undefined && op === 'remove' ? undefined : patchThrottle(plan.throttle, name, operation) };
  if (member === 'quota') return patchQuota(plan, name, operation);
  if (name !== undefined || op === 'add') throw unsupported(operation);
  if (member === 'name' && op === 'replace') return { ...plan, name: value };
  if (member === 'description' || member === 'productCode')
    return { ...plan, [member]: op === 'remove' || value === '' ? undefined : value };
  throw unsupported(operation);
}

function patchApiStages(
  plan: UsagePlan,
  operation: PatchOperation,
  [kind, resource = '', method = '', limit]: readonly string[],
): UsagePlan {
  const { op } = operation;
  const [, name] = segmentsOf(operation.path);
  const [apiId = '', stage = ''] = (name ?? operation.value ?? '').split(':');
  const isMeant = (it: UsagePlan['apiStages'][number]): boolean => it.apiId === apiId && it.stage === stage;
  if (name === undefined) {
    const others = plan.apiStages.filter((it) => !isMeant(it));
    if (op === 'remove') return { ...plan, apiStages: others };
    if (op !== 'add' || stage === '') throw unsupported(operation);
    return { ...plan, apiStages: plan.apiStages.some(isMeant) ? plan.apiStages : [...plan.apiStages, { apiId, stage, throttle: {} }] };
  }
  if (kind !== 'throttle' || !plan.apiStages.some(isMeant)) throw unsupported(operation);
  const key = `${resource}/${method}`;
  const apiStages = plan.apiStages.map((it) => {
    if (!isMeant(it)) return it;
    const { [key]: own, ...others } = it.throttle;
    if (op === 'remove' && limit === undefined) return { ...it, throttle: resource === '' ? {} : others };
    return { ...it, throttle: { ...others, [key]: patchThrottle(own, limit, operation) } };
  });
  return { ...plan, apiStages };
}

function patchThrottle(throttle: Throttle | undefined, member: string | undefined, operation: PatchOperation): Throttle {
  if (member !== 'rateLimit' && member !== 'burstLimit') throw unsupported(operation);
  const number = operation.op === 'remove' ? 0 : Number(operation.value);
  if (!Number.isFinite(number)) throw badRequest(`Invalid value '${operation.value ?? ''}' for ${operation.path}`);
  return { rateLimit: 0, burstLimit: 0, ...throttle, [member]: number };
}

function patchQuota(plan: UsagePlan, member: string | undefined, operation: PatchOperation): UsagePlan {
  const { op, value = '' } = operation;
  if (member === undefined && op === 'remove') return { ...plan, quota: undefined };
  const quota = plan.quota ?? { limit: 0, offset: 0, period: 'DAY' as const };
  if (member === 'period') {
    const period = quotaPeriods.find((it) => it === value);
    if (!period) throw badRequest(`Invalid quota period specified. Valid options are ${quotaPeriods.join(',')}`);
    return { ...plan, quota: { ...quota, period } };
  }
  if (member !== 'limit' && member !== 'offset') throw unsupported(operation);
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw badRequest(`Invalid value '${value}' for ${operation.path}`);
  const changed = { ...quota, [member]: number };
  checkQuota(changed);
  return { ...plan, quota: changed };
}

function unsupported({ op, path }: PatchOperation): Error {
  return badRequest(`Invalid patch path  '${path ?? null}' specified for op '${op}'. Please choose supported operations`);
}

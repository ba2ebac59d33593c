import type { StageInput } from './apigateway.ts';
import { badRequest } from './operation.ts';
import type { MethodSetting, Stage } from './rest-api.ts';

/** One of a patch's operations. */
export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly value: string;
  readonly from: string;
}

const noSetting: MethodSetting = {
  throttlingBurstLimit: undefined,
  throttlingRateLimit: undefined,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
};

/** Where a stage's patch may go. */
const paths = [
  '/deploymentId',
  '/cacheClusterEnabled',
  '/accessLogSettings/format',
  '/variables/{name}',
  '/canarySettings/deploymentId',
  '/canarySettings/percentTraffic',
  '/canarySettings/useStageCache',
  '/canarySettings/stageVariableOverrides/{name}',
  '/{resourcePath}/{httpMethod}/throttling/burstLimit',
  '/{resourcePath}/{httpMethod}/throttling/rateLimit',
  '/{resourcePath}/{httpMethod}/caching/enabled',
  '/{resourcePath}/{httpMethod}/caching/ttlInSeconds',
];

/** A stage as what makes it anew. */
export function stageInputOf({ deployment, canary, ...stage }: Stage): StageInput {
  return { ...stage, deploymentId: deployment.id, canary: canary && { ...canary, deploymentId: canary.deployment.id } };
}

/**
 * A stage with one operation of a patch applied.
 * @throws ServiceError BadRequestException for a path or an operation that AWS does not have either
 * @source "PatchOperation", "UpdateStage", Amazon API Gateway V1 API reference
 */
export function patchStage(stage: StageInput, patch: PatchOperation): StageInput {
  const { op, path } = patch;
  if (op === 'copy') return patchStage(stage, { ...patch, op: 'replace', value: valueAt(stage, patch.from) });
  if (op !== 'replace' && op !== 'add' && op !== 'remove') throw invalidPath(patch);
  const isRemoved = op === 'remove';
  const [, first = '', second = '', third = '', fourth] = path.split('/');
  if (first === 'canarySettings') return { ...stage, canary: patchCanary(stage, patch) };
  if (first === 'variables' && second !== '')
    return { ...stage, variables: withMember(stage.variables, second, isRemoved ? undefined : patch.value) };
  if (path === '/accessLogSettings/format') return { ...stage, accessLogFormat: isRemoved ? undefined : patch.value };
  if (path === '/accessLogSettings' && isRemoved) return { ...stage, accessLogFormat: undefined };
  if (path === '/deploymentId' && !isRemoved) return { ...stage, deploymentId: patch.value };
  if (path === '/cacheClusterEnabled' && !isRemoved) return { ...stage, cacheClusterEnabled: booleanOf(patch) };
  if (fourth === undefined) throw invalidPath(patch);
  const setting = patchSetting(stage.methodSettings[`${first}/${second}`] ?? noSetting, `${third}/${fourth}`, patch);
  return { ...stage, methodSettings: { ...stage.methodSettings, [`${first}/${second}`]: setting } };
}

function patchCanary(stage: StageInput, patch: PatchOperation): StageInput['canary'] {
  const isRemoved = patch.op === 'remove';
  const [, , member, name] = patch.path.split('/');
  if (member === undefined && isRemoved) return undefined;
  const canary = stage.canary ?? { deploymentId: stage.deploymentId, percentTraffic: 0, stageVariableOverrides: {}, useStageCache: false };
  if (member === 'stageVariableOverrides' && name !== undefined)
    return { ...canary, stageVariableOverrides: withMember(canary.stageVariableOverrides, name, isRemoved ? undefined : patch.value) };
  if (member === 'deploymentId' && !isRemoved) return { ...canary, deploymentId: patch.value };
  if (member === 'percentTraffic' && !isRemoved) return { ...canary, percentTraffic: numberOf(patch) };
  if (member === 'useStageCache' && !isRemoved) return { ...canary, useStageCache: booleanOf(patch) };
  throw invalidPath(patch);
}

function patchSetting(setting: MethodSetting, path: string, patch: PatchOperation): MethodSetting {
  if (patch.op === 'remove') throw invalidPath(patch);
  switch (path) {
    case 'throttling/burstLimit':
      return { ...setting, throttlingBurstLimit: numberOf(patch) };
    case 'throttling/rateLimit':
      return { ...setting, throttlingRateLimit: numberOf(patch) };
    case 'caching/enabled':
      return { ...setting, cachingEnabled: booleanOf(patch) };
    case 'caching/ttlInSeconds':
      return { ...setting, cacheTtlInSeconds: numberOf(patch) };
    default:
      throw invalidPath(patch);
  }
}

/** What a `copy` takes: how a canary is promoted. @source "Promote a canary release" */
function valueAt({ canary, deploymentId, variables }: StageInput, from: string): string {
  const [, first, second, third] = from.split('/');
  const found =
    from === '/canarySettings/deploymentId'
      ? canary?.deploymentId
      : from === '/deploymentId'
        ? deploymentId
        : first === 'canarySettings' && second === 'stageVariableOverrides'
          ? canary?.stageVariableOverrides[third ?? '']
          : first === 'variables'
            ? variables[second ?? '']
            : undefined;
  if (found === undefined) throw badRequest(`Invalid patch path  '${from}' specified for op 'copy'.`);
  return found;
}

function withMember(
  map: { readonly [name: string]: string },
  name: string,
  value: string | undefined,
): { readonly [name: string]: string } {
  const others = Object.entries(map).filter(([it]) => it !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

function booleanOf({ value, path }: PatchOperation): boolean {
  if (value !== 'true' && value !== 'false') throw badRequest(`Invalid value '${value}' for ${path}: it must be true or false`);
  return value === 'true';
}

function numberOf({ value, path }: PatchOperation): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) throw badRequest(`Invalid value '${value}' for ${path}: it must be a number`);
  return number;
}

/** @source localstack's recordings of invalid patches */
function invalidPath({ op, path }: PatchOperation): Error {
  return badRequest(`Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${paths.join(', ')}]`);
}

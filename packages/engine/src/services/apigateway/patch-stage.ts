import type { StageInput } from './apigateway.ts';
import { badRequest } from './operation.ts';
import { isTrue, type PatchOperation } from './patch.ts';
import { cacheControlStrategies, type MethodSetting, type Stage } from './rest-api.ts';

const noSetting: MethodSetting = {
  throttlingBurstLimit: undefined,
  throttlingRateLimit: undefined,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
};

/** Where a stage's patch may go, in AWS's own words. @source localstack's recordings of UpdateStage */
const places =
  '/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, ' +
  '/accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, ' +
  '/{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, ' +
  '/{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit' +
  '/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, ' +
  '/{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, ' +
  '/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, ' +
  '/*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, ' +
  '/*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, ' +
  '/*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled';

/** A stage as what makes it anew. */
export function stageInputOf({ deployment, canary, ...stage }: Stage): StageInput {
  return { ...stage, deploymentId: deployment.id, canary: canary && { ...canary, deploymentId: canary.deployment.id } };
}

/**
 * A stage with one operation of a patch applied.
 * @throws ServiceError BadRequestException for a path or an operation that AWS does not have either
 * @source "UpdateStage", Amazon API Gateway V1 API reference; localstack's recordings
 */
export function patchStage(stage: StageInput, patch: PatchOperation): StageInput {
  const { op, path = '' } = patch;
  if (op === 'copy') return promote(stage, patch);
  if (op !== 'replace' && op !== 'add' && op !== 'remove') throw invalidPath(patch);
  const [, first = '', second = ''] = path.split('/');
  if (first === 'canarySettings') return { ...stage, canary: patchCanary(stage, patch) };
  if (first === 'variables' && second !== '')
    return { ...stage, variables: withMember(stage.variables, second, op === 'remove' ? undefined : (patch.value ?? '')) };
  return patchMember(stage, patch) ?? patchMethodSettings(stage, patch);
}

function patchMember(stage: StageInput, { op, path, value = '' }: PatchOperation): StageInput | undefined {
  const isRemoved = op === 'remove';
  const text = isRemoved || value === '' ? undefined : value;
  switch (path) {
    case '/accessLogSettings':
      return isRemoved ? { ...stage, accessLogFormat: undefined, accessLogDestinationArn: undefined } : undefined;
    case '/accessLogSettings/format':
      return { ...stage, accessLogFormat: text };
    case '/accessLogSettings/destinationArn':
      return { ...stage, accessLogDestinationArn: text };
    case '/description':
      return { ...stage, description: text };
    case '/clientCertificateId':
      return { ...stage, clientCertificateId: text };
    case '/cacheClusterSize':
      return { ...stage, cacheClusterSize: text };
    case '/documentationVersion':
      return { ...stage, documentationVersion: text };
    case '/deploymentId':
      return isRemoved ? undefined : { ...stage, deploymentId: value };
    case '/cacheClusterEnabled':
      return isRemoved ? undefined : { ...stage, cacheClusterEnabled: isTrue(value) };
    case '/tracingEnabled':
      return isRemoved ? undefined : { ...stage, tracingEnabled: isTrue(value) };
    default:
      return undefined;
  }
}

function patchCanary(stage: StageInput, patch: PatchOperation): StageInput['canary'] {
  const isRemoved = patch.op === 'remove';
  const { path = '', value = '' } = patch;
  const [, , member, name] = path.split('/');
  if (member === undefined && isRemoved) return undefined;
  const canary = stage.canary ?? { deploymentId: stage.deploymentId, percentTraffic: 0, stageVariableOverrides: {}, useStageCache: false };
  if (member === 'stageVariableOverrides' && name !== undefined)
    return { ...canary, stageVariableOverrides: withMember(canary.stageVariableOverrides, name, isRemoved ? undefined : value) };
  if (isRemoved) throw nothingToRemove(path);
  if (member === undefined || !['deploymentId', 'percentTraffic', 'useStageCache'].includes(member)) throw invalidPath(patch);
  if (patch.op === 'add') throw badRequest(`Invalid add operation with path: ${path}`);
  if (member === 'deploymentId') return { ...canary, deploymentId: value };
  if (member === 'percentTraffic') return { ...canary, percentTraffic: numberOf(patch) };
  return { ...canary, useStageCache: isTrue(value) };
}

function patchMethodSettings(stage: StageInput, patch: PatchOperation): StageInput {
  const { path = '' } = patch;
  const [, resource = '', method = '', third, fourth] = path.split('/');
  const key = `${resource}/${method}`;
  const setting = stage.methodSettings[key];
  if (patch.op === 'remove' && third === undefined) {
    if (!setting) throw nothingToRemove(path);
    const others = Object.entries(stage.methodSettings).filter(([it]) => it !== key);
    return { ...stage, methodSettings: Object.fromEntries(others) };
  }
  if (patch.op === 'remove' && !setting) throw nothingToRemove(`/${key}`);
  // A setting of its own begins with what holds for all. @source localstack's recording of UpdateStage
  const patched = patchSetting(setting ?? stage.methodSettings['*/*'] ?? noSetting, `${third}/${fourth}`, patch);
  return { ...stage, methodSettings: { ...stage.methodSettings, [key]: patched } };
}

function patchSetting(setting: MethodSetting, path: string, patch: PatchOperation): MethodSetting {
  const isRemoved = patch.op === 'remove';
  const { value = '' } = patch;
  switch (path) {
    case 'throttling/burstLimit':
      return { ...setting, throttlingBurstLimit: isRemoved ? undefined : numberOf(patch) };
    case 'throttling/rateLimit':
      return { ...setting, throttlingRateLimit: isRemoved ? undefined : numberOf(patch) };
    case 'caching/enabled':
      return { ...setting, cachingEnabled: isTrue(value) };
    case 'caching/ttlInSeconds':
      return { ...setting, cacheTtlInSeconds: isRemoved ? 300 : numberOf(patch) };
    case 'caching/dataEncrypted':
      return { ...setting, cacheDataEncrypted: isTrue(value) };
    case 'caching/requireAuthorizationForCacheControl':
      return { ...setting, requireAuthorizationForCacheControl: isRemoved || isTrue(value) };
    case 'caching/unauthorizedCacheControlHeaderStrategy': {
      const strategy = cacheControlStrategies.find((it) => it === value);
      if (!isRemoved && !strategy)
        throw badRequest(`Invalid value '${value}' for ${patch.path}: it must be one of ${cacheControlStrategies.join(', ')}`);
      return { ...setting, unauthorizedCacheControlHeaderStrategy: strategy };
    }
    case 'metrics/enabled':
      return { ...setting, metricsEnabled: isTrue(value) };
    case 'logging/dataTrace':
      return { ...setting, dataTraceEnabled: isTrue(value) };
    case 'logging/loglevel':
      return { ...setting, loggingLevel: isRemoved ? undefined : value };
    default:
      throw invalidPath(patch);
  }
}

/**
 * How a canary is promoted: its deployment and its variables become the stage's.
 * @source "Promote a canary release"; localstack's recording of UpdateStage with copy
 */
function promote(stage: StageInput, { path = '', from = '' }: PatchOperation): StageInput {
  const { canary } = stage;
  const isDeployment = path === '/deploymentId' && from === '/canarySettings/deploymentId';
  if (!isDeployment && !(path === '/variables' && from === '/canarySettings/stageVariableOverrides')) {
    const valid =
      'Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]';
    throw badRequest(`Invalid copy operation with path: ${path} and from ${from}. ${valid}`);
  }
  if (!canary) throw badRequest('Promotion not available. Canary does not exist.');
  if (isDeployment) return { ...stage, deploymentId: canary.deploymentId };
  return { ...stage, variables: { ...stage.variables, ...canary.stageVariableOverrides } };
}

function withMember(
  map: { readonly [name: string]: string },
  name: string,
  value: string | undefined,
): { readonly [name: string]: string } {
  const others = Object.entries(map).filter(([it]) => it !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

function numberOf({ value = '', path }: PatchOperation): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) throw badRequest(`Invalid value '${value}' for ${path}: it must be a number`);
  return number;
}

function nothingToRemove(path: string): Error {
  return badRequest(`Cannot remove method setting ${path.slice(1)} because there is no method setting for this method `);
}

function invalidPath({ path }: PatchOperation): Error {
  return badRequest(`Invalid method setting path: ${path ?? null}. Must be one of: [${places}]`);
}

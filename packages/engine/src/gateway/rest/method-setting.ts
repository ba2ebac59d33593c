import type { Integration, Method, MethodSetting, Resource, Stage } from '../../services/apigateway/rest-api.ts';

/** The stage's settings for a method: the most particular that there are. */
export function methodSettingOf({ methodSettings }: Stage, { path }: Resource, { httpMethod }: Method): MethodSetting | undefined {
  const resource = path.replaceAll('/', '~1');
  return (
    ownMethodSetting(methodSettings, resource, httpMethod) ??
    methodSettings[`${resource}/*`] ??
    methodSettings[`*/${httpMethod}`] ??
    methodSettings['*/*']
  );
}

/**
 * Seconds the answers of a method are kept; 0 when they are not. What is set for all methods counts for GET alone.
 * @source "Cache settings for REST APIs in API Gateway"
 */
export function cacheTtlSecondsOf(stage: Stage, resource: Resource, method: Method): number {
  const setting = stage.cacheClusterEnabled ? methodSettingOf(stage, resource, method) : undefined;
  if (!setting?.cachingEnabled) return 0;
  const isMeant = method.httpMethod === 'GET' || isOwnMethodSetting(stage, resource, method);
  return isMeant ? Math.min(3600, Math.max(0, setting.cacheTtlInSeconds)) : 0;
}

/**
 * Where the cache keeps an integration's answers to a method.
 * @source "CacheNamespace", AWS::ApiGateway::Method Integration: by default the resource's id
 */
export function cachePlaceOf({ cacheNamespace }: Integration, httpMethod: string): string {
  return `${cacheNamespace} ${httpMethod}`;
}

/** True when the setting is for this very method, and not for all. */
function isOwnMethodSetting({ methodSettings }: Stage, { path }: Resource, { httpMethod }: Method): boolean {
  return ownMethodSetting(methodSettings, path.replaceAll('/', '~1'), httpMethod) !== undefined;
}

function ownMethodSetting(settings: Stage['methodSettings'], resource: string, httpMethod: string): MethodSetting | undefined {
  return settings[`${resource}/${httpMethod}`];
}

/** What a stage's settings say of a method's execution log. */
export interface ExecutionLogging {
  readonly level: 'ERROR' | 'INFO';
  readonly dataTrace: boolean;
}

/** How a method is logged; undefined when it is not. @source "MethodSetting": loggingLevel */
export function executionLoggingOf(setting: MethodSetting | undefined): ExecutionLogging | undefined {
  const level = setting?.loggingLevel;
  return level === 'ERROR' || level === 'INFO' ? { level, dataTrace: setting?.dataTraceEnabled ?? false } : undefined;
}

import type { CanaryInput } from '../services/apigateway/apigateway.ts';
import type { MethodSetting, Stage } from '../services/apigateway/rest-api.ts';
import { booleanAt, isMapping, type Mapping, mappingAt, mappingListAt, numberAt, textAt, textMapAt } from '../services/read-value.ts';
import type { PropertyTable } from './resource-provider.ts';

/** One entry of MethodSettings. Logs and metrics of this machine are always on. */
const methodSettingProperties: PropertyTable = {
  CacheDataEncrypted: 'noLocalEffect',
  CacheTtlInSeconds: 'honoured',
  CachingEnabled: 'honoured',
  DataTraceEnabled: 'noLocalEffect',
  HttpMethod: 'honoured',
  LoggingLevel: 'noLocalEffect',
  MetricsEnabled: 'honoured',
  ResourcePath: 'honoured',
  ThrottlingBurstLimit: 'honoured',
  ThrottlingRateLimit: 'honoured',
};

/** What a Stage, and a Deployment's StageDescription, have in common. */
export const stageProperties: PropertyTable = {
  AccessLogSetting: { DestinationArn: 'honoured', Format: 'honoured' },
  CacheClusterEnabled: 'honoured',
  CacheClusterSize: 'noLocalEffect',
  CanarySetting: { DeploymentId: 'honoured', PercentTraffic: 'honoured', StageVariableOverrides: 'honoured', UseStageCache: 'honoured' },
  ClientCertificateId: 'noLocalEffect',
  Description: 'noLocalEffect',
  DocumentationVersion: 'noLocalEffect',
  MethodSettings: [methodSettingProperties],
  Tags: 'noLocalEffect',
  TracingEnabled: 'noLocalEffect',
  Variables: 'honoured',
};

export const stageDescriptionProperties: PropertyTable = {
  ...stageProperties,
  CacheDataEncrypted: 'noLocalEffect',
  CacheTtlInSeconds: 'honoured',
  CachingEnabled: 'honoured',
  DataTraceEnabled: 'noLocalEffect',
  LoggingLevel: 'noLocalEffect',
  MetricsEnabled: 'honoured',
  ThrottlingBurstLimit: 'honoured',
  ThrottlingRateLimit: 'honoured',
};

/** @source "AWS::ApiGateway::Stage CanarySetting"; without a deployment of its own the canary has the stage's */
export function readCanary(from: Mapping, stageDeploymentId: string): CanaryInput | undefined {
  const canary = mappingAt(from, 'CanarySetting');
  return canary && canaryOf(canary, textAt(canary, 'DeploymentId') ?? stageDeploymentId);
}

/** @param deploymentId what the canary serves */
export function canaryOf(from: Mapping, deploymentId: string): CanaryInput {
  return {
    deploymentId,
    percentTraffic: numberAt(from, 'PercentTraffic') ?? 0,
    stageVariableOverrides: textMapAt(from, 'StageVariableOverrides'),
    useStageCache: booleanAt(from, 'UseStageCache') ?? false,
  };
}

export function readStageProperties(
  value: unknown,
): Pick<Stage, 'variables' | 'methodSettings' | 'cacheClusterEnabled' | 'accessLogFormat' | 'accessLogDestinationArn'> {
  const from = isMapping(value) ? value : {};
  const methodSettings: Record<string, MethodSetting> = {};
  // A StageDescription may give the settings of all methods beside the list.
  const ofAll = ['ThrottlingBurstLimit', 'ThrottlingRateLimit', 'CachingEnabled', 'CacheTtlInSeconds', 'MetricsEnabled', 'LoggingLevel'];
  if (ofAll.some((member) => from[member] !== undefined)) methodSettings['*/*'] = settingOf(from);
  for (const setting of mappingListAt(from, 'MethodSettings')) {
    const path = textAt(setting, 'ResourcePath') ?? '/*';
    const method = textAt(setting, 'HttpMethod') ?? '*';
    const resource =
      path === '/*' || path === '*'
        ? '*'
        : path
            .replaceAll('~1', '/')
            .replace(/^(?!\/)/, '/')
            .replaceAll('/', '~1');
    methodSettings[`${resource}/${method}`] = settingOf(setting);
  }
  return {
    variables: textMapAt(from, 'Variables'),
    methodSettings,
    cacheClusterEnabled: booleanAt(from, 'CacheClusterEnabled') ?? false,
    accessLogFormat: textAt(mappingAt(from, 'AccessLogSetting') ?? {}, 'Format'),
    accessLogDestinationArn: textAt(mappingAt(from, 'AccessLogSetting') ?? {}, 'DestinationArn'),
  };
}

/** @source "AWS::ApiGateway::Stage MethodSetting"; entries live 300 seconds unless told otherwise */
function settingOf(from: Mapping): MethodSetting {
  return {
    throttlingBurstLimit: numberAt(from, 'ThrottlingBurstLimit'),
    throttlingRateLimit: numberAt(from, 'ThrottlingRateLimit'),
    cachingEnabled: booleanAt(from, 'CachingEnabled') ?? false,
    cacheTtlInSeconds: numberAt(from, 'CacheTtlInSeconds') ?? 300,
    cacheDataEncrypted: booleanAt(from, 'CacheDataEncrypted'),
    metricsEnabled: booleanAt(from, 'MetricsEnabled'),
    loggingLevel: textAt(from, 'LoggingLevel'),
    dataTraceEnabled: booleanAt(from, 'DataTraceEnabled'),
  };
}

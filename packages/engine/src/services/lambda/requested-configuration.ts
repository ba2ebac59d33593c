import type { FunctionConfiguration, LoggingConfiguration } from '../../lambda/function-configuration.ts';
import { type Shape, type StructureType, string } from '../../protocol/shape.ts';
import { checkEnvironment } from './environment-limits.ts';
import * as members from './function-members.ts';
import { lambdaTime } from './function-store.ts';
import type { FunctionDetails, FunctionVersion } from './lambda-function.ts';
import type { LambdaState } from './operation.ts';
import { invalidParameter } from './operation-error.ts';
import { isParametersSecretsLayer } from './parameters-secrets-layer.ts';
import { checkRuntime, checkSnapStart } from './runtimes.ts';

/** What a request may say of a function's configuration, in AWS's names. */
export const configurationMembers: {
  readonly Role: Shape<string>;
  readonly Handler: Shape<string>;
  readonly Description: Shape<string>;
  readonly Timeout: Shape<number>;
  readonly MemorySize: Shape<number>;
  readonly VpcConfig: typeof members.vpcConfig;
  readonly Environment: typeof members.environment;
  readonly Runtime: Shape<string>;
  readonly DeadLetterConfig: typeof members.deadLetterConfig;
  readonly KMSKeyArn: Shape<string>;
  readonly TracingConfig: typeof members.tracingConfig;
  readonly Layers: Shape<readonly string[]>;
  readonly EphemeralStorage: typeof members.ephemeralStorage;
  readonly SnapStart: typeof members.snapStart;
  readonly LoggingConfig: typeof members.loggingConfig;
  readonly FileSystemConfigs: Shape<unknown>;
  readonly ImageConfig: Shape<unknown>;
  readonly CapacityProviderConfig: Shape<unknown>;
  readonly DurableConfig: Shape<unknown>;
  readonly TenancyConfig: Shape<unknown>;
} = {
  Role: members.role,
  Handler: members.handler,
  Description: members.description,
  Timeout: members.timeout,
  MemorySize: members.memorySize,
  VpcConfig: members.vpcConfig,
  Environment: members.environment,
  Runtime: string(),
  DeadLetterConfig: members.deadLetterConfig,
  KMSKeyArn: members.kmsKeyArn,
  TracingConfig: members.tracingConfig,
  Layers: members.layers,
  EphemeralStorage: members.ephemeralStorage,
  SnapStart: members.snapStart,
  LoggingConfig: members.loggingConfig,
  FileSystemConfigs: members.unsupportedList,
  ImageConfig: members.unsupported,
  CapacityProviderConfig: members.unsupported,
  DurableConfig: members.unsupported,
  TenancyConfig: members.unsupported,
};

export type RequestedConfiguration = StructureType<typeof configurationMembers>;

const refused = ['FileSystemConfigs', 'ImageConfig', 'CapacityProviderConfig', 'DurableConfig', 'TenancyConfig'] as const;

/**
 * A function's configuration with what a request asks for; what it does not say stays.
 *
 * @throws ServiceError InvalidParameterValueException
 */
export function requestedVersion(state: LambdaState, before: FunctionVersion, asked: RequestedConfiguration): FunctionVersion {
  for (const member of refused) {
    if (asked[member] !== undefined) throw invalidParameter(`gatewright does not honour ${member} yet. See docs/compatibility.md.`);
  }
  const { Runtime: runtime = before.configuration.runtime, Environment: environment } = asked;
  if (asked.Runtime !== undefined) checkRuntime(asked.Runtime);
  if (environment?.Variables) checkEnvironment(environment.Variables);
  if (asked.SnapStart?.ApplyOn === 'PublishedVersions') checkSnapStart(runtime);
  const layers = asked.Layers === undefined ? before.details.layers : state.layers.resolve(asked.Layers);
  const configuration: FunctionConfiguration = {
    ...before.configuration,
    runtime,
    handler: asked.Handler ?? before.configuration.handler,
    environment: environment ? (environment.Variables ?? {}) : before.configuration.environment,
    timeoutSeconds: asked.Timeout ?? before.configuration.timeoutSeconds,
    memorySizeMb: asked.MemorySize ?? before.configuration.memorySizeMb,
    ephemeralStorageMb: asked.EphemeralStorage?.Size ?? before.configuration.ephemeralStorageMb,
    logging: asked.LoggingConfig ? loggingOf(asked.LoggingConfig, before.configuration.logging) : before.configuration.logging,
    ...(asked.Layers !== undefined && {
      layers: layers.flatMap(({ Arn }) => state.layers.find(Arn)?.folder ?? []),
      parametersAndSecrets: asked.Layers.some(isParametersSecretsLayer),
    }),
  };
  return { configuration, details: { ...before.details, ...requestedDetails(state, before.details, asked), layers } };
}

function requestedDetails({ world }: LambdaState, before: FunctionDetails, asked: RequestedConfiguration): Partial<FunctionDetails> {
  const { VpcConfig: vpc, DeadLetterConfig: deadLetter } = asked;
  return {
    description: asked.Description ?? before.description,
    role: asked.Role ?? before.role,
    lastModified: lambdaTime(world.now()),
    revisionId: world.uuid(),
    contentId: world.uuid(),
    environmentGiven: asked.Environment !== undefined || before.environmentGiven,
    tracingMode: asked.TracingConfig?.Mode ?? before.tracingMode,
    snapStart: asked.SnapStart?.ApplyOn ?? before.snapStart,
    // An empty ARN takes it away; an empty DeadLetterConfig does not. @source recorded on AWS by localstack (test_dead_letter_queue)
    deadLetterTargetArn: deadLetter?.TargetArn === undefined ? before.deadLetterTargetArn : deadLetter.TargetArn || undefined,
    kmsKeyArn: asked.KMSKeyArn === undefined ? before.kmsKeyArn : asked.KMSKeyArn || undefined,
    vpcConfig: vpc
      ? {
          SubnetIds: vpc.SubnetIds ?? [],
          SecurityGroupIds: vpc.SecurityGroupIds ?? [],
          Ipv6AllowedForDualStack: vpc.Ipv6AllowedForDualStack ?? false,
        }
      : before.vpcConfig,
  };
}

function loggingOf(
  asked: NonNullable<RequestedConfiguration['LoggingConfig']>,
  before: LoggingConfiguration | undefined,
): LoggingConfiguration {
  const logFormat = asked.LogFormat === undefined ? (before?.logFormat ?? 'Text') : asked.LogFormat === 'JSON' ? 'JSON' : 'Text';
  return {
    logFormat,
    ...(logFormat === 'JSON' && {
      applicationLogLevel: asked.ApplicationLogLevel ?? before?.applicationLogLevel,
      systemLogLevel: asked.SystemLogLevel ?? before?.systemLogLevel,
    }),
    logGroup: asked.LogGroup ?? before?.logGroup,
  };
}

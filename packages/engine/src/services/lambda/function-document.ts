import { createHash } from 'node:crypto';
import type { World } from '../../world/world.ts';
import { functionArn } from './function-name.ts';
import { codeOf } from './function-store.ts';
import type { FunctionVersion } from './lambda-function.ts';

/** Where a function is on the way to be usable, as AWS tells it. Here every change is done when it is answered. */
const states = {
  pending: { State: 'Pending', StateReason: 'The function is being created.', StateReasonCode: 'Creating' },
  active: { State: 'Active', LastUpdateStatus: 'Successful' },
  updating: {
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being created.',
    LastUpdateStatusReasonCode: 'Creating',
  },
} as const;

export type FunctionState = keyof typeof states;

export interface DocumentOptions {
  /** Stands in the ARN, as it was used. */
  readonly qualifier?: string | undefined;
  /** Undefined in lists: they tell neither the state nor the runtime's version. */
  readonly state: FunctionState | undefined;
}

/** AWS's FunctionConfiguration, with what is known here. @source answers recorded on AWS by localstack */
export function functionDocument(world: World, { configuration, details }: FunctionVersion, { qualifier, state }: DocumentOptions): object {
  const { functionName, version = '$LATEST', runtime, handler, environment, timeoutSeconds, memorySizeMb, logging } = configuration;
  const { layers, fileSystemConfigs, vpcConfig } = details;
  const { codeSha256, codeSize } = codeOf(details);
  return {
    FunctionName: functionName,
    FunctionArn: functionArn(world, functionName, qualifier),
    Runtime: runtime,
    ...(details.role !== undefined && { Role: details.role }),
    Handler: handler,
    ...(codeSize !== undefined && { CodeSize: codeSize }),
    Description: details.description,
    Timeout: timeoutSeconds,
    MemorySize: memorySizeMb,
    LastModified: details.lastModified,
    ...(codeSha256 !== undefined && { CodeSha256: codeSha256 }),
    Version: version,
    ...(vpcConfig && { VpcConfig: { ...vpcConfig, VpcId: vpcConfig.SubnetIds.length > 0 ? vpcId(vpcConfig.SubnetIds) : '' } }),
    ...(details.deadLetterTargetArn !== undefined && { DeadLetterConfig: { TargetArn: details.deadLetterTargetArn } }),
    ...(details.environmentGiven && { Environment: { Variables: environment } }),
    ...(details.kmsKeyArn !== undefined && { KMSKeyArn: details.kmsKeyArn }),
    TracingConfig: { Mode: details.tracingMode },
    RevisionId: details.revisionId,
    ...(layers.length > 0 && { Layers: layers }),
    ...(state !== undefined && states[state]),
    ...(fileSystemConfigs.length > 0 && { FileSystemConfigs: fileSystemConfigs }),
    PackageType: 'Zip',
    Architectures: details.architectures,
    EphemeralStorage: { Size: configuration.ephemeralStorageMb },
    SnapStart: { ApplyOn: details.snapStart, OptimizationStatus: snapStarted(details.snapStart, version) ? 'On' : 'Off' },
    ...(state !== undefined && { RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(world, runtime) } }),
    LoggingConfig: {
      LogFormat: logging?.logFormat ?? 'Text',
      ...(logging?.logFormat === 'JSON' && {
        ApplicationLogLevel: logging.applicationLogLevel ?? 'INFO',
        SystemLogLevel: logging.systemLogLevel ?? 'INFO',
      }),
      LogGroup: logging?.logGroup ?? `/aws/lambda/${functionName}`,
    },
  };
}

const snapStarted = (applyOn: string, version: string): boolean => applyOn === 'PublishedVersions' && version !== '$LATEST';

/** AWS names each build of a runtime by a hash; ours is of the runtime's name, as there is one build of it here. */
export function runtimeVersionArn({ partition, region }: World, runtime: string): string {
  return `arn:${partition}:lambda:${region}::runtime:${createHash('sha256').update(runtime).digest('hex')}`;
}

/** The network that a subnet is in: made of its name, as no network is here. */
function vpcId(subnetIds: readonly string[]): string {
  return `vpc-${createHash('sha256').update(String(subnetIds[0])).digest('hex').slice(0, 17)}`;
}

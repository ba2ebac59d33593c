import type { FunctionConfiguration } from '../../lambda/function-configuration.ts';
import type { World } from '../../world/world.ts';
import { functionArn } from './function-name.ts';

/**
 * AWS's FunctionConfiguration, with what is known here: there is no artifact with a size and a hash, and no role is taken.
 *
 * @param qualifier stands in the ARN, as it was used
 */
export function functionDocument(world: World, configuration: FunctionConfiguration, qualifier?: string): object {
  const { functionName, version = '$LATEST', runtime, handler, environment, timeoutSeconds, memorySizeMb, logging } = configuration;
  return {
    FunctionName: functionName,
    FunctionArn: functionArn(world, functionName, qualifier),
    Runtime: runtime,
    Handler: handler,
    Timeout: timeoutSeconds,
    MemorySize: memorySizeMb,
    Version: version,
    ...(Object.keys(environment).length > 0 && { Environment: { Variables: environment } }),
    TracingConfig: { Mode: 'PassThrough' },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    EphemeralStorage: { Size: configuration.ephemeralStorageMb },
    LoggingConfig: {
      LogFormat: logging?.logFormat ?? 'Text',
      ...(logging?.applicationLogLevel && { ApplicationLogLevel: logging.applicationLogLevel }),
      ...(logging?.systemLogLevel && { SystemLogLevel: logging.systemLogLevel }),
      LogGroup: logging?.logGroup ?? `/aws/lambda/${functionName}`,
    },
  };
}

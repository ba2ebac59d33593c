import { devNull } from 'node:os';
import { delimiter, dirname } from 'node:path';
import type { FunctionConfiguration } from './function-configuration.ts';
import { runtimeFamily } from './runtime-api/runtime-command.ts';

export interface EnvironmentIdentity {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly endpointUrl: string;
  readonly temporaryFolder: string;
  readonly initializationType: string;
}

/** The paths of AWS's PATH that exist on any machine; Node's own folder takes the place of /var/lang/bin. */
const systemPaths = ['/usr/local/bin', '/usr/bin', '/bin'];

/**
 * The variables of one execution environment: those that AWS sets, the function's own, and what keeps the SDK on this machine.
 * Nothing of the developer's shell is among them.
 *
 * @source "Using Lambda environment variables", AWS Lambda developer guide; recorded on nodejs20.x
 */
export function environmentVariables(configuration: FunctionConfiguration, identity: EnvironmentIdentity): Record<string, string> {
  const { codeRoot, layerRoot = '/opt', runtime, version = '$LATEST', logging } = configuration;
  const changeable: Record<string, string> = {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: [dirname(process.execPath), ...systemPaths, `${layerRoot}/bin`].join(delimiter),
    LD_LIBRARY_PATH: [
      '/var/lang/lib',
      '/lib64',
      '/usr/lib64',
      '/var/runtime',
      '/var/runtime/lib',
      codeRoot,
      `${codeRoot}/lib`,
      `${layerRoot}/lib`,
    ].join(':'),
    ...languageVariables(configuration, layerRoot, identity),
    PWD: codeRoot,
    SHLVL: '0',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    _AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1',
    _AWS_XRAY_DAEMON_PORT: '2000',
    // Not AWS's: what a local run needs so that SDKs, tools and temporary files stay where they belong.
    AWS_ENDPOINT_URL: identity.endpointUrl,
    GATEWRIGHT_LOCAL: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    // The SDK's warning tells of this machine's Node, which AWS does not have.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    TMPDIR: identity.temporaryFolder,
  };
  const reserved: Record<string, string> = {
    _HANDLER: configuration.handler,
    AWS_REGION: identity.region,
    AWS_DEFAULT_REGION: identity.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memorySizeMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: identity.initializationType,
    AWS_LAMBDA_LOG_GROUP_NAME: identity.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: identity.logStreamName,
    AWS_ACCESS_KEY_ID: identity.accessKeyId,
    AWS_SECRET_ACCESS_KEY: identity.secretAccessKey,
    AWS_SESSION_TOKEN: identity.sessionToken,
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
    LAMBDA_TASK_ROOT: codeRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    ...(logging && { AWS_LAMBDA_LOG_FORMAT: logging.logFormat }),
    ...(logging?.applicationLogLevel && { AWS_LAMBDA_LOG_LEVEL: logging.applicationLogLevel }),
  };
  return { ...changeable, ...configuration.environment, ...reserved };
}

/** What only one language's runtimes set. */
function languageVariables(
  { runtime, codeRoot }: FunctionConfiguration,
  layerRoot: string,
  { temporaryFolder }: EnvironmentIdentity,
): Record<string, string> {
  const family = runtimeFamily(runtime);
  if (family === 'python') {
    const sitePackages = `${layerRoot}/python/lib/${runtime}/site-packages`;
    return {
      PYTHONPATH: '/var/runtime',
      // Not AWS's: where our bootstrap finds layers, and where Python may keep what it compiles, since the code folder is not to be written to.
      GATEWRIGHT_LAYER_PYTHONPATH: [sitePackages, `${layerRoot}/python`].join(delimiter),
      PYTHONPYCACHEPREFIX: `${dirname(temporaryFolder)}/pycache`,
    };
  }
  if (family === 'provided') return {};
  const major = /\d+/.exec(runtime)?.[0] ?? '';
  const folders = [`${layerRoot}/nodejs/node${major}/node_modules`, `${layerRoot}/nodejs/node_modules`];
  return { NODE_PATH: [...folders, '/var/runtime/node_modules', '/var/runtime', codeRoot].join(delimiter) };
}

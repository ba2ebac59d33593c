import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Place, placeOfMember, type Value } from '@gatewright/template';
import { type UnpackedZip, unpackZip } from '../../lambda/code/unpack-zip.ts';
import type { FunctionConfiguration, LoggingConfiguration } from '../../lambda/function-configuration.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { maximumEnvironmentBytes, reservedVariables } from '../../services/lambda/environment-limits.ts';
import { functionArn } from '../../services/lambda/function-name.ts';
import type { LayerReference } from '../../services/lambda/lambda-function.ts';
import { isParametersSecretsLayer } from '../../services/lambda/parameters-secrets-layer.ts';
import { checkRuntime } from '../check-runtime.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { inlineCodePlace } from './inline-code-place.ts';
import { functionDetails, tagsOf } from './lambda-function-details.ts';

/** AWS's defaults and limits. @source "AWS::Lambda::Function", AWS CloudFormation template reference; "Lambda quotas" */
const defaults = { timeoutSeconds: 3, memorySizeMb: 128, ephemeralStorageMb: 512 } as const;

export const awsLambdaFunction: ResourceProvider = {
  type: 'AWS::Lambda::Function',
  properties: {
    Architectures: 'noLocalEffect',
    CapacityProviderConfig: 'unsupported',
    Code: {
      ImageUri: 'unsupported',
      S3Bucket: 'honoured',
      S3Key: 'honoured',
      S3ObjectStorageMode: 'noLocalEffect',
      S3ObjectVersion: 'honoured',
      SourceKMSKeyArn: 'noLocalEffect',
      ZipFile: 'honoured',
    },
    CodeSigningConfigArn: 'noLocalEffect',
    DeadLetterConfig: { TargetArn: 'honoured' },
    Description: 'noLocalEffect',
    DurableConfig: 'unsupported',
    Environment: { Variables: 'honoured' },
    EphemeralStorage: { Size: 'honoured' },
    FileSystemConfigs: 'unsupported',
    FunctionName: 'honoured',
    FunctionScalingConfig: 'noLocalEffect',
    Handler: 'honoured',
    ImageConfig: 'unsupported',
    KmsKeyArn: 'noLocalEffect',
    Layers: 'honoured',
    LoggingConfig: { ApplicationLogLevel: 'honoured', LogFormat: 'honoured', LogGroup: 'honoured', SystemLogLevel: 'honoured' },
    MemorySize: 'honoured',
    PackageType: 'honoured',
    PublishToLatestPublished: 'noLocalEffect',
    RecursiveLoop: 'noLocalEffect',
    ReservedConcurrentExecutions: 'honoured',
    Role: 'noLocalEffect',
    Runtime: 'honoured',
    RuntimeManagementConfig: 'noLocalEffect',
    SnapStart: 'noLocalEffect',
    Tags: 'noLocalEffect',
    TenancyConfig: 'unsupported',
    Timeout: 'honoured',
    TracingConfig: 'noLocalEffect',
    VpcConfig: 'noLocalEffect',
  },
  replacing: ['FunctionName', 'PackageType', 'TenancyConfig'],
  create: provision,
  async update(context, physicalResourceId, properties) {
    const named = functionNameOf(context, properties);
    if (named !== physicalResourceId) context.services.lambda.deleteFunction(physicalResourceId);
    return provision(context, properties);
  },
  async delete({ services }, functionName) {
    services.lambda.deleteFunction(functionName);
  },
};

async function provision(context: ProviderContext, properties: ResolvedProperties): Promise<Provisioned> {
  const functionName = functionNameOf(context, properties);
  const arn = functionArn(context.world, functionName);
  const code = await codeFor(context, properties);
  const configuration = code && configurationOf(context, properties, { functionName, arn, code });
  const layers = layersOf(context, properties);
  if (configuration) {
    const folders = layers.flatMap(({ folder }) => folder ?? []);
    const parametersAndSecrets = layers.some(({ folder }) => folder === undefined);
    const { lambda } = context.services;
    const details = { ...functionDetails(context.world, properties), ...code?.package };
    const placed = { ...configuration, layers: folders, parametersAndSecrets };
    lambda.putFunction(placed, { ...details, layers: layers.map(({ reference }) => reference) });
    lambda.functions.tag(functionName, tagsOf(properties.Tags));
  }
  return { physicalResourceId: functionName, attributes: { Arn: arn }, ...(configuration === undefined && { absent: true }) };
}

function functionNameOf({ stackName, logicalId }: ProviderContext, { FunctionName: name }: ResolvedProperties): string {
  // AWS cuts what it makes up to the 64 characters a name may have.
  return typeof name === 'string' ? name : `${stackName}-${logicalId}`.slice(0, 64);
}

/** Where the code is of a function that can run here; else undefined, and why has been reported. */
async function codeFor(context: ProviderContext, properties: ResolvedProperties): Promise<CodePlace | undefined> {
  const unstartable = checkRuntime(context.logicalId, properties, context.at);
  if (unstartable === undefined) return codeOf(context, properties);
  context.report(unstartable);
  return undefined;
}

function configurationOf(
  context: ProviderContext,
  properties: ResolvedProperties,
  { functionName, arn, code }: { readonly functionName: string; readonly arn: string; readonly code: CodePlace },
): FunctionConfiguration {
  const { projectRoot, dataRoot, functionSource, at } = context;
  const environment = { ...environmentOf(context, properties), ...context.functionEnvironment };
  return {
    functionName,
    functionArn: arn,
    runtime: textOf(properties.Runtime) ?? '',
    handler: textOf(properties.Handler) ?? '',
    codeRoot: resolve(projectRoot, code.folder),
    inlineCode: code.inline,
    inlineAt: code.inlineAt,
    buildRoot: dataRoot === undefined ? undefined : join(dataRoot, 'bundles'),
    esbuild: functionSource?.esbuild,
    environment,
    timeoutSeconds: within(context, properties, 'Timeout', [1, 900]) ?? defaults.timeoutSeconds,
    memorySizeMb: within(context, properties, 'MemorySize', [128, 10_240]) ?? defaults.memorySizeMb,
    ephemeralStorageMb: numberOf(memberOf(properties.EphemeralStorage, 'Size')) ?? defaults.ephemeralStorageMb,
    reservedConcurrentExecutions: numberOf(properties.ReservedConcurrentExecutions),
    logging: loggingOf(properties.LoggingConfig),
    at,
    handlerAt: placeOfMember(properties, 'Handler') ?? at,
  };
}

interface CodePlace {
  readonly folder: string;
  readonly inline?: string | undefined;
  readonly inlineAt?: Place | undefined;
  /** Of a zip file, what AWS tells of it. */
  readonly package?: { readonly codeSha256: string; readonly codeSize: number };
}

function placeOfPackage({ path, sha256, codeSize }: UnpackedZip): CodePlace {
  return { folder: path, package: { codeSha256: sha256, codeSize } };
}

async function codeOf(context: ProviderContext, properties: ResolvedProperties): Promise<CodePlace | undefined> {
  const { functionSource, projectRoot, logicalId } = context;
  const at = placeOfMember(properties, 'Code') ?? context.at;
  const inline = memberOf(properties.Code, 'ZipFile');
  if (typeof inline === 'string') {
    const written = isObject(properties.Code) ? placeOfMember(properties.Code, 'ZipFile') : undefined;
    return { folder: '.', inline, inlineAt: inlineCodePlace(projectRoot, written, inline) };
  }
  if (functionSource?.inlineCode !== undefined) return { folder: functionSource.codeUri, inline: functionSource.inlineCode };
  if (functionSource === undefined) {
    const [bucket, key, version] = ['S3Bucket', 'S3Key', 'S3ObjectVersion'].map((it) => textOf(memberOf(properties.Code, it)));
    const found = bucket !== undefined && key !== undefined ? await inBucket(context, bucket, key, version) : undefined;
    if (found) return found;
    const where = bucket !== undefined ? `in the S3 bucket "${bucket}"` : 'in S3';
    const message = `The code of "${logicalId}" is ${where}, and not on this machine.`;
    const hint = 'Name the folder of the code: CodeUri in a SAM template, Code in a template that you package.';
    context.report({ code: 'FILE_NOT_FOUND', severity: 'error', unsupported: true, message, at, hint });
    return undefined;
  }
  const folder = resolve(projectRoot, functionSource.codeUri);
  if (existsSync(folder) && statSync(folder).isDirectory()) return { folder };
  if (existsSync(folder)) return unpacked(context, folder, at);
  const message = `The code folder of "${logicalId}", ${functionSource.codeUri}, does not exist.`;
  context.report({ code: 'FILE_NOT_FOUND', severity: 'error', message, at, hint: 'Create it, or correct the path.' });
  return undefined;
}

/** A package that was put into a bucket of this machine; undefined when there is none. */
async function inBucket(
  { services }: ProviderContext,
  bucket: string,
  key: string,
  version: string | undefined,
): Promise<CodePlace | undefined> {
  try {
    const location = { S3Bucket: bucket, S3Key: key, ...(version !== undefined && { S3ObjectVersion: version }) };
    return placeOfPackage(await services.lambda.code.unpack(location));
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/** A zip package on this machine. */
async function unpacked(
  { dataRoot, logicalId, report }: ProviderContext,
  file: string,
  at: Place | undefined,
): Promise<CodePlace | undefined> {
  try {
    // Without a data folder it goes where nobody else has been.
    const root = dataRoot === undefined ? await mkdtemp(join(tmpdir(), 'gatewright-packages-')) : join(dataRoot, 'packages');
    return placeOfPackage(await unpackZip(await readFile(file), root));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const message = `The code of "${logicalId}", ${file}, is no package that Lambda takes: ${error.message}`;
    report({ code: 'INVALID_VALUE', severity: 'error', message, at, hint: 'Name a folder, or a zip file with the files of one.' });
    return undefined;
  }
}

interface PlacedLayer {
  readonly folder: string | undefined;
  readonly reference: LayerReference;
}

/** Its layers that are on this machine, and AWS's Parameters and Secrets Lambda Extension, which has no folder; another is reported by name. */
function layersOf(context: ProviderContext, properties: ResolvedProperties): readonly PlacedLayer[] {
  const { layers } = context.services.lambda;
  const given = Array.isArray(properties.Layers) ? properties.Layers.map(String) : [];
  return given.flatMap((arn): readonly PlacedLayer[] => {
    const found = layers.find(arn);
    if (found) return [{ folder: found.folder, reference: { Arn: arn, CodeSize: found.archive.length } }];
    if (isParametersSecretsLayer(arn)) return [{ folder: undefined, reference: { Arn: arn, CodeSize: 0 } }];
    refuse(context, properties, 'Layers', `has the layer ${arn}, which is not on this machine`);
    return [];
  });
}

function environmentOf(context: ProviderContext, properties: ResolvedProperties): Record<string, string> {
  const variables = memberOf(properties.Environment, 'Variables');
  const environment: Record<string, string> = {};
  if (!isObject(variables)) return environment;
  let bytes = 0;
  for (const [name, value] of Object.entries(variables)) {
    const at = placeOfMember(variables, name) ?? context.at;
    if (reservedVariables.has(name)) {
      const message = `"${context.logicalId}": Lambda keeps the environment variable ${name} for itself, and refuses functions that set it.`;
      context.report({ code: 'RESERVED_ENVIRONMENT_NAME', severity: 'error', message, at, hint: 'Choose another name.' });
      continue;
    }
    environment[name] = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
    bytes += Buffer.byteLength(name) + Buffer.byteLength(environment[name] ?? '');
  }
  if (bytes > maximumEnvironmentBytes) {
    const message = `"${context.logicalId}": its environment variables have ${bytes} bytes; Lambda takes ${maximumEnvironmentBytes}.`;
    context.report({
      code: 'INVALID_VALUE',
      severity: 'error',
      message,
      at: placeOfMember(properties, 'Environment') ?? context.at,
      hint: 'Move large values to a parameter, a secret or a file.',
    });
  }
  return environment;
}

function loggingOf(value: Value | undefined): LoggingConfiguration | undefined {
  if (!isObject(value)) return undefined;
  const { LogFormat, ApplicationLogLevel, SystemLogLevel, LogGroup } = value;
  return {
    logFormat: LogFormat === 'JSON' ? 'JSON' : 'Text',
    applicationLogLevel: textOf(ApplicationLogLevel),
    systemLogLevel: textOf(SystemLogLevel),
    logGroup: textOf(LogGroup),
  };
}

function refuse(context: ProviderContext, properties: ResolvedProperties, property: string, what: string): void {
  const at = placeOfMember(properties, property) ?? context.at;
  context.report({ code: 'UNSUPPORTED_PROPERTY', severity: 'error', unsupported: true, message: `"${context.logicalId}" ${what}.`, at });
}

/** A number that AWS takes only between two bounds; what is not, is reported and left to the default. */
function within(
  context: ProviderContext,
  properties: ResolvedProperties,
  property: string,
  [least, most]: readonly [number, number],
): number | undefined {
  const value = numberOf(properties[property]);
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return value;
  const message = `"${context.logicalId}": ${property} is ${value}; Lambda takes ${least} to ${most}.`;
  context.report({ code: 'INVALID_VALUE', severity: 'error', message, at: placeOfMember(properties, property) ?? context.at });
  return undefined;
}

/** Numbers may come as text from parameters. */
function numberOf(value: Value | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function memberOf(value: Value | undefined, member: string): Value | undefined {
  return isObject(value) ? value[member] : undefined;
}

function isObject(value: Value | undefined): value is { readonly [member: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

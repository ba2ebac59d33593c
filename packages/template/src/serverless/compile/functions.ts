import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { asText } from '../as-text.ts';
import { type Draft, getArn, properties } from '../draft.ts';
import { functionId, logGroupId } from '../naming.ts';
import type { Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import { packageBucket } from './deployment-bucket.ts';
import { environmentOf } from './environment.ts';
import { customRole, roleId, type SharedRole } from './iam-role.ts';
import { packageKey } from './package-key.ts';
import { tagList } from './tags.ts';

const defaultMemorySize = 1024;
const defaultTimeout = 6;
const defaultRuntime = 'nodejs24.x';

/** `AWS::Lambda::Function` for each function. */
export function compileFunctions(service: Service, draft: Draft, role: SharedRole): void {
  for (const it of service.functions) compileFunction(service, draft, role, it);
}

function compileFunction(service: Service, draft: Draft, role: SharedRole, target: ServiceFunction): void {
  const { provider } = service;
  const { section, key, functionName, place } = target;
  const nearest = (name: string): Section => (section.raw(name) === undefined ? provider : section);
  const roleProperties = roleOf(customRole(provider, section) ?? roleId);
  const all = properties(
    {
      Code: { S3Bucket: packageBucket(provider), S3Key: packageKey(service, target) },
      Handler: section.text('handler'),
      Runtime: nearest('runtime').text('runtime') ?? defaultRuntime,
      RuntimeManagementConfig: runtimeManagement(section, provider),
      FunctionName: functionName,
      MemorySize: nearest('memorySize').number('memorySize') ?? defaultMemorySize,
      Timeout: nearest('timeout').number('timeout') ?? defaultTimeout,
      Architectures: listOfOne(nearest('architecture').text('architecture')),
      Description: section.text('description'),
      Tags: section.has('tags') || provider.has('tags') ? tagList(provider.section('tags'), section.section('tags')) : undefined,
      SnapStart: section.flag('snapStart') ? { ApplyOn: 'PublishedVersions' } : undefined,
      EphemeralStorage: wrapped('Size', section.number('ephemeralStorageSize')),
      RecursiveLoop: section.text('recursiveLoop'),
      DeadLetterConfig: wrapped('TargetArn', section.raw('onError')),
      KmsKeyArn: nearest('kmsKeyArn').raw('kmsKeyArn'),
      TracingConfig: tracing(section, provider),
      Environment: environmentOf(provider, section),
      Role: roleProperties.role,
      VpcConfig: vpcConfig(section, provider),
      FileSystemConfigs: fileSystems(section),
      ReservedConcurrentExecutions: section.number('reservedConcurrency'),
      Layers: nearest('layers').list('layers'),
      LoggingConfig: loggingConfig(section, provider),
    },
    {
      Handler: [section, 'handler'],
      Runtime: [nearest('runtime'), 'runtime'],
      FunctionName: [section, 'name'],
      MemorySize: [nearest('memorySize'), 'memorySize'],
      Timeout: [nearest('timeout'), 'timeout'],
      Architectures: [nearest('architecture'), 'architecture'],
      Description: [section, 'description'],
      EphemeralStorage: [section, 'ephemeralStorageSize'],
      Environment: [nearest('environment'), 'environment'],
      Role: [section, 'role'],
      ReservedConcurrentExecutions: [section, 'reservedConcurrency'],
      Layers: [nearest('layers'), 'layers'],
    },
  );
  if (all.FileSystemConfigs !== undefined && all.VpcConfig === undefined) {
    const hint = 'Configure vpc at the function or at the provider: a file system is reached through a network.';
    section.invalid('fileSystemConfig', 'stands at a function without vpc.', hint);
  }
  allowWhatFollows(role, all);
  const condition = section.text('condition');
  const dependsOn = [...(section.flag('disableLogs') ? [] : [logGroupId(key)]), ...section.texts('dependsOn'), ...roleProperties.dependsOn];
  const resource = { Type: 'AWS::Lambda::Function', Properties: all, ...(condition && { Condition: condition }) };
  draft.add(functionId(key), dependsOn.length > 0 ? { ...resource, DependsOn: dependsOn } : resource, place);
}

function roleOf(role: Value): { readonly role: Value; readonly dependsOn: readonly string[] } {
  if (typeof role === 'string') {
    if (role.startsWith('arn:')) return { role, dependsOn: [] };
    return { role: getArn(role), dependsOn: role === roleId ? [] : [role] };
  }
  const attribute = isMapping(role) ? role['Fn::GetAtt'] : undefined;
  return { role, dependsOn: Array.isArray(attribute) ? attribute.slice(0, 1).filter((it) => typeof it === 'string') : [] };
}

/** The shared role may do what a function's own settings make it do. */
function allowWhatFollows(
  role: SharedRole,
  { DeadLetterConfig: letters, KmsKeyArn: key, TracingConfig: traced, FileSystemConfigs: systems }: { readonly [property: string]: Value },
): void {
  const topic = isMapping(letters) ? letters.TargetArn : undefined;
  if (typeof topic === 'string') role.allow(['sns:Publish'], [topic]);
  if (typeof key === 'string') role.allowOnce(['kms:Decrypt'], [key]);
  if (traced !== undefined) role.allowOnce(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
  const [system] = Array.isArray(systems) ? systems : [];
  if (isMapping(system)) role.allow(['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'], [system.Arn ?? null]);
}

/** The one access point that Serverless mounts. */
function fileSystems(section: Section): Value | undefined {
  const system = section.section('fileSystemConfig');
  if (!system) return undefined;
  system.allow(['arn', 'localMountPath']);
  for (const name of ['arn', 'localMountPath'])
    if (system.raw(name) === undefined) system.missing(name, 'Give the ARN of the access point, and the path to mount it at.');
  return [properties({ Arn: system.raw('arn'), LocalMountPath: system.text('localMountPath') })];
}

function tracing(section: Section, provider: Section): Value | undefined {
  const mode = section.raw('tracing') ?? provider.section('tracing')?.raw('lambda');
  if (mode === undefined || mode === false || mode === '') return undefined;
  return { Mode: mode === true || mode === 'true' ? 'Active' : mode };
}

/** `vpc: false` and `vpc: null` keep a function out of the provider's network. */
function vpcConfig(section: Section, provider: Section): Value | undefined {
  if (section.has('vpc') && !isMapping(section.raw('vpc'))) return undefined;
  const own = section.section('vpc');
  const shared = provider.section('vpc');
  const pick = (name: string): Value | undefined => own?.raw(name) ?? shared?.raw(name);
  const groups = pick('securityGroupIds');
  const subnets = pick('subnetIds');
  if (groups === undefined || subnets === undefined) return undefined;
  return properties({ Ipv6AllowedForDualStack: pick('ipv6AllowedForDualStack'), SecurityGroupIds: groups, SubnetIds: subnets });
}

const updateModes: { readonly [mode: string]: string } = { onFunctionUpdate: 'FunctionUpdate', manual: 'Manual' };

function runtimeManagement(section: Section, provider: Section): Value | undefined {
  const from = section.raw('runtimeManagement') === undefined ? provider : section;
  const written = from.raw('runtimeManagement');
  const settings = isMapping(written) ? from.section('runtimeManagement') : undefined;
  const mode = updateModes[settings?.text('mode') ?? asText(written ?? null)];
  return mode === undefined ? undefined : properties({ UpdateRuntimeOn: mode, RuntimeVersionArn: settings?.raw('arn') });
}

function loggingConfig(section: Section, provider: Section): Value | undefined {
  const logs = section.section('logs') ?? provider.section('logs')?.section('lambda');
  if (!logs) return undefined;
  const all = properties({
    ApplicationLogLevel: logs.text('applicationLogLevel'),
    LogFormat: logs.text('logFormat'),
    LogGroup: logs.text('logGroup'),
    SystemLogLevel: logs.text('systemLogLevel'),
  });
  return Object.keys(all).length > 0 ? all : undefined;
}

function listOfOne(value: string | undefined): Value | undefined {
  return value === undefined ? undefined : [value];
}

function wrapped(name: string, value: Value | undefined): Value | undefined {
  return value === undefined ? undefined : { [name]: value };
}

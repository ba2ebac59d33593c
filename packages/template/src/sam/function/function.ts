import { nearestHint } from '../../nearest-name.ts';
import { placeOfKey } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { EventPolicies, FunctionEvent } from '../event-type.ts';
import { eventTypes } from '../events.ts';
import { conditional, ifBranches, isNoValue } from '../intrinsic-forms.ts';
import { isFilled } from '../is-filled.ts';
import { Members } from '../members.ts';
import { checkShapes, type PropertyShapes } from '../properties.ts';
import type { SamResourceType } from '../resource-types.ts';
import { ownAttributes, type SamResource } from '../sam-resource.ts';
import { tagListWithCreator } from '../tags.ts';
import { compileAlias } from './alias.ts';
import { checkTogether, compileCapacityProvider } from './capacity-provider.ts';
import { compileCode } from './code.ts';
import { compileEventInvokeConfig } from './event-invoke-config.ts';
import { compileFunctionUrl } from './function-url.ts';
import { compileRole, tracingMode } from './role.ts';

/** @source "AWS::Serverless::Function", AWS SAM developer guide */
const shapes: PropertyShapes = {
  Architectures: 'any',
  AssumeRolePolicyDocument: 'map',
  AutoPublishAlias: 'text',
  AutoPublishAliasAllProperties: 'boolean',
  AutoPublishCodeSha256: 'text',
  CapacityProviderConfig: 'map',
  CodeSigningConfigArn: 'any',
  CodeUri: 'text or map',
  DeadLetterQueue: 'map',
  DeploymentPreference: 'map',
  Description: 'any',
  DurableConfig: 'map',
  Environment: 'map',
  EphemeralStorage: 'any',
  EventInvokeConfig: 'map',
  Events: 'map',
  FileSystemConfigs: 'any',
  FunctionName: 'text',
  FunctionScalingConfig: 'map',
  FunctionUrlConfig: 'map',
  Handler: 'any',
  ImageConfig: 'any',
  ImageUri: 'any',
  InlineCode: 'any',
  KmsKeyArn: 'any',
  Layers: 'list of text or map',
  LoggingConfig: 'any',
  MemorySize: 'any',
  PackageType: 'any',
  PermissionsBoundary: 'text',
  Policies: 'text, map or list',
  PropagateTags: 'boolean',
  ProvisionedConcurrencyConfig: 'any',
  PublishToLatestPublished: 'any',
  RecursiveLoop: 'any',
  ReservedConcurrentExecutions: 'any',
  Role: 'text',
  RolePath: 'any',
  Runtime: 'any',
  RuntimeManagementConfig: 'any',
  SnapStart: 'map',
  SourceKMSKeyArn: 'any',
  Tags: 'map',
  TenancyConfig: 'any',
  Timeout: 'any',
  Tracing: 'text or map',
  VersionDeletionPolicy: 'text',
  VersionDescription: 'any',
  VpcConfig: 'any',
};

/** Properties that AWS::Lambda::Function has under the same name. */
const samePropertyNames = [
  'PackageType',
  'Description',
  'FunctionName',
  'Handler',
  'MemorySize',
  'Runtime',
  'Timeout',
  'VpcConfig',
  'Environment',
  'KmsKeyArn',
  'Layers',
  'ReservedConcurrentExecutions',
  'FileSystemConfigs',
  'CodeSigningConfigArn',
  'ImageConfig',
  'Architectures',
  'SnapStart',
  'EphemeralStorage',
  'RuntimeManagementConfig',
  'LoggingConfig',
  'RecursiveLoop',
  'TenancyConfig',
  'DurableConfig',
  'FunctionScalingConfig',
  'PublishToLatestPublished',
];

export const serverlessFunction: SamResourceType = {
  type: 'AWS::Serverless::Function',

  compile(it, compilation) {
    const { logicalId, properties, at } = it;
    const owner = `"${logicalId}"`;
    checkShapes(properties, shapes, owner, compilation);
    if (properties.PackageType !== 'Image') {
      for (const name of ['Runtime', 'Handler'].filter((name) => !isFilled(properties[name]))) {
        const hint = `Give it one here or in Globals.Function.`;
        reportInvalid(compilation, `${owner} has no ${name}, which is required.`, at, { code: 'MISSING_PROPERTY', hint });
      }
    }
    if (isMapping(properties.Tags) && properties.Tags['lambda:createdBy'] !== undefined) {
      const place = placeOfKey(properties.Tags, 'lambda:createdBy');
      reportInvalid(compilation, `${owner} has the tag lambda:createdBy, which SAM sets itself.`, place);
    }
    const members = new Members(properties);
    compileCode(it, members, compilation);
    members.carry(...samePropertyNames).set('Tags', tagListWithCreator(properties.Tags));
    const tracing = tracingMode(properties, compilation);
    if (tracing !== undefined) members.from('Tracing', 'TracingConfig', { Mode: tracing });
    if (isMapping(properties.DeadLetterQueue)) compileDeadLetterQueue(it, properties.DeadLetterQueue, members, compilation);
    if (isMapping(properties.CapacityProviderConfig)) compileCapacityProvider(it, properties.CapacityProviderConfig, members, compilation);
    checkTogether(it, compilation);
    const role = roleOf(it, compilation);
    // A version is hashed with the role as written: the one SAM makes is not there yet.
    members.carry('Role');
    const alias = compileAlias(it, members, compilation);
    members.from('Role', 'Role', role.value);
    compilation.add(it, logicalId, { Type: 'AWS::Lambda::Function', ...ownAttributes(it), Properties: members.done(at) });
    if (isMapping(properties.FunctionUrlConfig)) compileFunctionUrl(it, properties.FunctionUrlConfig, alias?.logicalId, compilation);
    const ofInvocations: EventPolicies = { managed: [], inline: [] };
    compileEventInvokeConfig(it, { alias, policies: ofInvocations }, compilation);
    const ofEvents: EventPolicies = { managed: [], inline: [] };
    if (isMapping(properties.Events)) compileEvents(it, properties.Events, { alias: alias?.logicalId, role: ofEvents }, compilation);
    if (role.made) compileRole(it, { condition: role.made.condition, ofInvocations, ofEvents }, compilation);
  },
};

interface FunctionRole {
  readonly value: Value;
  /** Whether SAM makes the role, and under which condition. */
  readonly made?: { readonly condition: string | undefined };
}

/** The role the function gets: its own, SAM's, or with `Role: !If [OWN, ARN, !Ref AWS::NoValue]` one of the two. */
function roleOf({ logicalId, properties: { Role: own } }: SamResource, { conditions }: Compilation): FunctionRole {
  const value = { 'Fn::GetAtt': [`${logicalId}Role`, 'Arn'] };
  const branches = ifBranches(own);
  if (own === undefined || own === null || (branches && isNoValue(branches.whenTrue) && isNoValue(branches.whenFalse))) {
    return { value, made: { condition: undefined } };
  }
  if (branches && isNoValue(branches.whenTrue)) {
    const { condition } = branches;
    return { value: conditional(condition, value, branches.whenFalse), made: { condition } };
  }
  if (branches && isNoValue(branches.whenFalse)) {
    const condition = `NOT${branches.condition}`;
    conditions.set(condition, { 'Fn::Not': [{ Condition: branches.condition }] });
    return { value: conditional(branches.condition, branches.whenTrue, value), made: { condition } };
  }
  return { value: own };
}

function compileDeadLetterQueue(
  { logicalId, at }: SamResource,
  queue: { readonly [member: string]: Value },
  members: Members,
  compilation: Compilation,
): void {
  const { Type: type, TargetArn: targetArn } = queue;
  if (targetArn === undefined || (type !== 'SQS' && type !== 'SNS')) {
    reportInvalid(compilation, `DeadLetterQueue of "${logicalId}" needs a TargetArn and a Type that is SQS or SNS.`, at);
    return;
  }
  members.from('DeadLetterQueue', 'DeadLetterConfig', { TargetArn: targetArn });
}

function compileEvents(
  it: SamResource,
  events: { readonly [event: string]: Value },
  common: Pick<FunctionEvent, 'alias' | 'role'>,
  compilation: Compilation,
): void {
  for (const [eventId, event] of inOrder(events)) {
    const at = placeOfKey(events, eventId);
    const owner = `The event "${eventId}" of "${it.logicalId}"`;
    if (!isMapping(event) || typeof event.Type !== 'string') {
      reportInvalid(compilation, `${owner} has no Type.`, at, { code: 'MISSING_PROPERTY' });
      continue;
    }
    for (const member of Object.keys(event)) {
      if (member === 'Type' || member === 'Properties') continue;
      const message = `${owner} has no "${member}": SAM reads Type and Properties only, and leaves it out without a word.`;
      const hint = `Move "${member}" under Properties.`;
      compilation.report({ code: 'UNKNOWN_PROPERTY', severity: 'warning', message, at: placeOfKey(event, member), hint });
    }
    const eventType = eventTypes.find(({ type }) => type === event.Type);
    if (!eventType) {
      const names = eventTypes.map(({ type }) => type);
      reportInvalid(compilation, `${owner} has the unknown Type "${event.Type}".`, placeOfKey(event, 'Type'), {
        hint: nearestHint(event.Type, names) ?? `SAM has ${names.join(', ')}.`,
      });
      continue;
    }
    if (event.Properties !== undefined && !isMapping(event.Properties)) {
      reportInvalid(compilation, `Properties of ${owner.replace('The', 'the')} must be a map.`, placeOfKey(event, 'Properties') ?? at);
      continue;
    }
    const properties = isMapping(event.Properties) ? event.Properties : {};
    eventType.compile({ function: it, ...common, eventId, logicalId: `${it.logicalId}${eventId}`, properties, owner, at }, compilation);
  }
}

/** By path, so that the default route `$default` is compiled before the routes that its permission covers. */
function inOrder(events: { readonly [event: string]: Value }): readonly [string, Value][] {
  const key = ([eventId, event]: [string, Value]): string => {
    const path = isMapping(event) && isMapping(event.Properties) ? event.Properties.Path : undefined;
    const isDefault = isMapping(event) && event.Type === 'HttpApi' && path === undefined;
    return isDefault ? '$default' : typeof path === 'string' ? path : eventId;
  };
  return Object.entries(events).sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}

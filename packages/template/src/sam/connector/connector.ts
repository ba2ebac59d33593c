import { placeOfKey, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Resource, Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { checkShapes, requireProperties } from '../properties.ts';
import { type Mapping, ownAttributes, type SamResource } from '../sam-resource.ts';
import { type ConnectedResource, connectedResource, intrinsicLogicalId } from './connected-resource.ts';
import { type ConnectorProfile, connectorProfiles } from './connector-profiles.generated.ts';
import { fillProfile } from './profile-text.ts';

/**
 * Every connector: the policies and permissions that let its source use its destination. Done last, when it is known what
 * the resources at its ends have become.
 * @source "AWS::Serverless::Connector", AWS SAM developer guide
 */
export function compileConnectors(compilation: Compilation): void {
  for (const it of [...compilation.samResources.values()].filter(({ type }) => type === 'AWS::Serverless::Connector')) {
    compileConnector(it, compilation);
  }
  for (const [sourceId, resource] of Object.entries(compilation.written)) {
    if (!isMapping(resource) || resource.Connectors === undefined) continue;
    if (!isMapping(resource.Connectors)) {
      const at = placeOfMember(resource, 'Connectors');
      reportInvalid(compilation, `Connectors of "${sourceId}" must be a map.`, at);
      continue;
    }
    for (const [name, connector] of Object.entries(resource.Connectors)) {
      const at = placeOfKey(resource.Connectors, name);
      const own = isMapping(connector) && isMapping(connector.Properties) ? connector.Properties : {};
      const { SourceReference: reference, ...properties } = own;
      const source = { Id: sourceId, ...(isMapping(reference) && reference) };
      const logicalId = `${sourceId}${name}`;
      const made = { Source: source, ...properties };
      compileConnector(
        { logicalId, type: 'AWS::Serverless::Connector', properties: made, resource: isMapping(connector) ? connector : {}, at },
        compilation,
      );
    }
  }
}

function compileConnector(it: SamResource, compilation: Compilation): void {
  const { logicalId, properties, at } = it;
  const owner = `"${logicalId}"`;
  checkShapes(properties, { Destination: 'map or list', Permissions: 'list', Source: 'map' }, owner, compilation);
  if (!requireProperties(properties, ['Source', 'Destination', 'Permissions'], owner, at, compilation)) return;
  const { Source: source, Destination: written } = properties;
  const destinations = Array.isArray(written) ? written : [written ?? null];
  if (destinations.length === 0) reportInvalid(compilation, `Destination of ${owner} is empty.`, placeOfMember(properties, 'Destination'));
  const made: string[] = [];
  for (const [index, destination] of destinations.entries()) {
    if (!isMapping(source) || !isMapping(destination)) continue;
    made.push(...connect(it, source, destination, Array.isArray(written) ? `Destination${index}` : '', compilation));
  }
  compilation.replacedBy.set(logicalId, made);
}

/** Makes what one pair needs. @returns the logical ids of it */
function connect(it: SamResource, from: Mapping, to: Mapping, suffix: string, compilation: Compilation): readonly string[] {
  const { logicalId, properties, at } = it;
  const source = connectedResource(from, to, compilation);
  const destination = connectedResource(to, from, compilation);
  for (const [name, end] of [
    ['Source', source],
    ['Destination', destination],
  ] as const) {
    if (typeof end === 'string') reportInvalid(compilation, `${name} of "${logicalId}" ${end}.`, placeOfMember(properties, name) ?? at);
  }
  if (typeof source === 'string' || typeof destination === 'string') return [];
  const pair = `${source.type} ${destination.type}`;
  const profile = Object.hasOwn(connectorProfiles, pair) ? connectorProfiles[pair] : undefined;
  if (!profile) {
    reportInvalid(compilation, `"${logicalId}": SAM has no connector from ${source.type} to ${destination.type}.`, at);
    return [];
  }
  const permissions = permissionsOf(it, profile, compilation);
  if (permissions.length === 0) return [];
  const known = knownOf(source, destination);
  const filled = permissions.map((name) => [name, fillProfile(profile.access[name] ?? null, known)] as const);
  const target = profile.of === 'source' ? source : destination;
  const resources = filled.some(([, access]) => access === undefined) ? undefined : build(it, profile, { target, suffix, filled });
  if (!resources) {
    const missing = profile.kind === 'role policy' ? 'the role' : 'all it takes to know';
    const end = profile.of === 'source' ? 'Source' : 'Destination';
    reportInvalid(compilation, `"${logicalId}" does not tell ${missing} of its ${end}.`, placeOfMember(properties, end) ?? at);
    return [];
  }
  const metadata = {
    'aws:sam:connectors': { [logicalId]: { Source: { Type: source.writtenType }, Destination: { Type: destination.writtenType } } },
  };
  for (const [id, resource] of resources) {
    const { Metadata: own, ...attributes } = ownAttributes(it);
    // A connector written inside its source stands with it.
    const holder = Object.hasOwn(compilation.written, logicalId) ? logicalId : (source.logicalId ?? logicalId);
    const from = { ...it, logicalId: holder };
    compilation.add(from, id, { ...resource, ...attributes, Metadata: { ...own, ...metadata } }, { at });
  }
  const ids = resources.map(([id]) => id);
  makeWait(profile, source, destination, ids, compilation);
  return ids;
}

function permissionsOf({ logicalId, properties, at }: SamResource, profile: ConnectorProfile, compilation: Compilation): readonly string[] {
  const { Permissions: written } = properties;
  const asked = Array.isArray(written) ? [...new Set(written.map(String))] : [];
  const names = Object.keys(profile.access);
  const unknown = asked.filter((it) => !names.includes(it));
  const fits = profile.combinations?.some((it) => it.length === asked.length && it.every((name) => asked.includes(name))) ?? true;
  if (asked.length > 0 && unknown.length === 0 && fits) return names.filter((it) => asked.includes(it));
  const hint = `Write ${(profile.combinations?.map((it) => it.join(' and ')) ?? names).join(', or ')}.`;
  const place = placeOfMember(properties, 'Permissions') ?? at;
  reportInvalid(compilation, `Permissions of "${logicalId}" are not what this connector has.`, place, { hint });
  return [];
}

function knownOf(source: ConnectedResource, destination: ConnectedResource): ReadonlyMap<string, Value | undefined> {
  const members = ({ arn, resourceId, name, qualifier }: ConnectedResource): readonly [string, Value | undefined][] => [
    ['Arn', arn],
    ['ResourceId', resourceId],
    ['Name', name],
    ['Qualifier', qualifier],
  ];
  return new Map([
    ...members(source).map(([name, it]) => [`Source.${name}`, it] as const),
    ...members(destination).map(([name, it]) => [`Destination.${name}`, it] as const),
  ]);
}

interface Parts {
  readonly target: ConnectedResource;
  readonly suffix: string;
  readonly filled: readonly (readonly [permission: string, access: Value | undefined])[];
}

function build(
  { logicalId }: SamResource,
  { kind }: ConnectorProfile,
  { target, suffix, filled }: Parts,
): [string, Resource][] | undefined {
  const document = { Version: '2012-10-17', Statement: filled.flatMap(([, it]) => (Array.isArray(it) ? it : [])) };
  const { arn, roleName, queueUrl } = target;
  switch (kind) {
    case 'role policy':
      if (!roleName) return undefined;
      return [
        [`${logicalId}Policy${suffix}`, { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document, Roles: [roleName] } }],
      ];
    case 'queue policy':
      if (!queueUrl) return undefined;
      return [
        [
          `${logicalId}QueuePolicy${suffix}`,
          { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: document, Queues: [queueUrl] } },
        ],
      ];
    case 'topic policy':
      if (!arn) return undefined;
      return [
        [`${logicalId}TopicPolicy${suffix}`, { Type: 'AWS::SNS::TopicPolicy', Properties: { PolicyDocument: document, Topics: [arn] } }],
      ];
    default:
      if (!arn) return undefined;
      return filled.map(([name, access]) => [
        `${logicalId}${name}LambdaPermission${suffix}`,
        { Type: 'AWS::Lambda::Permission', Properties: { ...(isMapping(access) && access), FunctionName: arn } },
      ]);
  }
}

/** Makes what would fail without the policy wait for it. */
function makeWait(
  { before }: ConnectorProfile,
  source: ConnectedResource,
  destination: ConnectedResource,
  policyIds: readonly string[],
  compilation: Compilation,
): void {
  if (before === 'source' && source.logicalId !== undefined) compilation.waits.set(source.logicalId, policyIds);
  if (before !== 'event source mapping' || source.logicalId === undefined || destination.logicalId === undefined) return;
  const compiled = [...compilation.generated.values()].flat();
  const written = Object.entries(compilation.written).flatMap(([id, it]) => (isMapping(it) ? [[id, it] as const] : []));
  const mappings = [...compiled, ...written].filter(([, { Type: type, Properties: properties }]) => {
    if (type !== 'AWS::Lambda::EventSourceMapping' || !isMapping(properties)) return false;
    const { FunctionName: functionName, EventSourceArn: sourceArn } = properties;
    return intrinsicLogicalId(functionName) === destination.logicalId && intrinsicLogicalId(sourceArn) === source.logicalId;
  });
  const [only, ...more] = mappings;
  if (only && more.length === 0) compilation.waits.set(only[0], policyIds);
}

import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Draft, properties } from '../draft.ts';
import { normalizedPath, resourceId } from '../naming.ts';
import type { Section } from '../section.ts';
import type { Service } from '../service.ts';
import type { HttpEvent } from './http-event.ts';
import { policyStatements } from './policy-statements.ts';
import { tagList } from './tags.ts';

const restApiId = 'ApiGatewayRestApi';

/** The REST API while it is compiled: what its methods refer to. */
export interface RestApi {
  readonly id: Value;
  /** Grows with each method; the deployment waits for them all. */
  readonly methodIds: string[];
  /** The resource of a path. */
  resource(path: string): Value;
}

/** The REST API and the resources of its paths; with `apiGateway.restApiId` they are added to one that is there. */
export function compileRestApi(service: Service, events: readonly HttpEvent[], draft: Draft): RestApi {
  const { apiGateway } = service;
  const existingId = apiGateway.raw('restApiId');
  const id = existingId ?? { Ref: restApiId };
  // A stage that has no API to add to has no root of one either, whatever the file says for the others.
  const givenRoot = existingId === undefined ? undefined : apiGateway.raw('restApiRootResourceId');
  const root = givenRoot ?? { 'Fn::GetAtt': [restApiId, 'RootResourceId'] };
  if (existingId === undefined) compileOwnApi(service, events, draft);
  else if (apiGateway.raw('restApiRootResourceId') === undefined)
    apiGateway.missing('restApiRootResourceId', 'Give the id of the root resource of the API that restApiId names.');
  const existing = existingId === undefined ? new Map<string, Value>() : existingResources(apiGateway);
  compileResources(events, { id, root, existing }, draft);
  const resource = (path: string): Value => (path === '' ? root : (existing.get(path) ?? { Ref: resourceId(path) }));
  return { id, methodIds: [], resource };
}

/** `restApiResources`: the resources of an API that is there, by their paths. */
function existingResources(apiGateway: Section): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const add = (path: string, id: Value | undefined): void => {
    if (id !== undefined) found.set(path.replace(/^\//, '').replace(/\/$/, ''), id);
  };
  const written = apiGateway.raw('restApiResources');
  if (!Array.isArray(written)) {
    const section = apiGateway.section('restApiResources');
    for (const path of section?.names ?? []) add(path, section?.raw(path));
    return found;
  }
  for (const item of written) {
    if (isMapping(item) && typeof item.path === 'string') add(item.path, item.resourceId);
    else apiGateway.invalid('restApiResources', 'has an item without a path.', 'Give path and resourceId.');
  }
  return found;
}

function compileOwnApi({ name, stage, provider, apiGateway, binaryTypes }: Service, events: readonly HttpEvent[], draft: Draft): void {
  const type = provider.text('endpointType')?.toUpperCase() ?? 'EDGE';
  const endpoints = provider.raw('vpcEndpointIds');
  if (endpoints !== undefined && type !== 'PRIVATE')
    provider.invalid('vpcEndpointIds', 'is only for private APIs.', 'Set endpointType: PRIVATE.');
  const tags = provider.section('tags');
  const statements = policyStatements(apiGateway.list('resourcePolicy') ?? []);
  const all = properties(
    {
      Name: provider.text('apiName') ?? (apiGateway.flag('shouldStartNameWithService') ? `${name}-${stage}` : `${stage}-${name}`),
      BinaryMediaTypes: binaryTypes ?? apiGateway.list('binaryMediaTypes'),
      DisableExecuteApiEndpoint: apiGateway.flag('disableDefaultEndpoint'),
      EndpointConfiguration: properties({ Types: [type], VpcEndpointIds: endpoints }),
      SecurityPolicy: apiGateway.section('endpoint')?.text('securityPolicy'),
      EndpointAccessMode: apiGateway.section('endpoint')?.text('accessMode')?.toUpperCase(),
      Tags: tags && tagList(tags),
      // Without a policy the empty text takes away one that was there before.
      Policy: statements.length > 0 ? { Version: '2012-10-17', Statement: statements } : '',
      ApiKeySourceType: apiGateway.text('apiKeySourceType')?.toUpperCase(),
      MinimumCompressionSize: apiGateway.number('minimumCompressionSize'),
      Description: apiGateway.text('description'),
    },
    {
      Name: [provider, 'apiName'],
      BinaryMediaTypes: [apiGateway, 'binaryMediaTypes'],
      EndpointConfiguration: [provider, 'endpointType'],
      MinimumCompressionSize: [apiGateway, 'minimumCompressionSize'],
      ApiKeySourceType: [apiGateway, 'apiKeySourceType'],
    },
  );
  draft.add(restApiId, { Type: 'AWS::ApiGateway::RestApi', Properties: all }, apiGateway.place ?? events[0]?.place);
}

interface Tree {
  readonly id: Value;
  readonly root: Value;
  /** Resources that are there already. */
  readonly existing: ReadonlyMap<string, Value>;
}

/** A resource for each part of each path: `users`, `users/{id}`. */
function compileResources(events: readonly HttpEvent[], api: Tree, draft: Draft): void {
  const partsOfId = new Map<string, string>();
  for (const { path, section, place } of events) {
    const parts = path === '' ? [] : path.split('/');
    for (const [index, part] of parts.entries()) {
      const here = parts.slice(0, index + 1).join('/');
      if (api.existing.has(here)) continue;
      const id = resourceId(here);
      const other = partsOfId.get(id);
      if (other !== undefined && other !== here) section.invalid('path', collision(here, other), 'Rename one of the two parts.');
      if (other !== undefined) continue;
      partsOfId.set(id, here);
      const parent = parts.slice(0, index).join('/');
      const ParentId = index === 0 ? api.root : (api.existing.get(parent) ?? { Ref: resourceId(parent) });
      const resource = properties({ ParentId, PathPart: part, RestApiId: api.id }, { PathPart: [section, 'path'] });
      draft.add(id, { Type: 'AWS::ApiGateway::Resource', Properties: resource }, place);
    }
  }
}

function collision(path: string, other: string): string {
  return `has "/${path}", which Serverless gives the same logical id (${normalizedPath(path)}) as "/${other}": only one of the two would be there.`;
}

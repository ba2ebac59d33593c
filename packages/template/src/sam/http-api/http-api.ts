import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { checkPaths } from '../api/check-paths.ts';
import type { SamApi } from '../api/sam-api.ts';
import { bodyLocation, localDefinition } from '../body-location.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, isDraftMap, listAt, mapAt } from '../draft.ts';
import { isAlphanumeric, logicalIdHash } from '../logical-id.ts';
import { Members } from '../members.ts';
import { checkShapes, type PropertyShapes } from '../properties.ts';
import type { SamResourceType } from '../resource-types.ts';
import { derivedAttributes, type Mapping, ownAttributes } from '../sam-resource.ts';
import { addHttpAuth, addHttpAuthorizerPermissions } from './http-auth.ts';
import { addHttpCors } from './http-cors.ts';

/** @source "AWS::Serverless::HttpApi", AWS SAM developer guide */
const shapes: PropertyShapes = {
  AccessLogSettings: 'map',
  Auth: 'map',
  CorsConfiguration: 'boolean or map',
  DefaultRouteSettings: 'map',
  DefinitionBody: 'map',
  DefinitionUri: 'text or map',
  Description: 'text',
  DisableExecuteApiEndpoint: 'boolean',
  Domain: 'unsupported',
  FailOnWarnings: 'boolean',
  Name: 'any',
  PropagateTags: 'boolean',
  RouteSettings: 'map',
  StageName: 'text or map',
  StageVariables: 'map',
  Tags: 'map',
};

export const serverlessHttpApi: SamResourceType = {
  type: 'AWS::Serverless::HttpApi',

  compile(it, compilation) {
    const { logicalId, properties, at } = it;
    const owner = `"${logicalId}"`;
    checkShapes(properties, shapes, owner, compilation);
    const api = compilation.apis.get(logicalId);
    if (!api) return;
    const { definition } = api;
    const tags: Mapping = { ...(isMapping(properties.Tags) && properties.Tags), 'httpapi:createdBy': 'SAM' };
    if (api.editable) checkPaths(it, compilation);
    if (definition && api.editable) addSettings(api, definition, tags, compilation);
    else checkDefinition(api, compilation);
    if (definition && properties.DefinitionUri !== undefined && properties.DefinitionUri !== null) {
      const place = placeOfMember(properties, 'DefinitionUri');
      reportInvalid(compilation, `${owner} has both a DefinitionUri and a DefinitionBody.`, place, { hint: 'Take one of the two out.' });
    }
    const members = new Members(properties);
    if (definition) members.from('DefinitionBody', 'Body', definition);
    else {
      members.from('DefinitionUri', 'BodyS3Location', bodyLocation(properties, owner, compilation));
      members.from('DefinitionUri', 'Body', localDefinition(properties, compilation));
    }
    members.carry('FailOnWarnings');
    compilation.add(it, logicalId, { Type: 'AWS::ApiGatewayV2::Api', ...ownAttributes(it), Properties: members.done(at) });
    addHttpAuthorizerPermissions(api, compilation);
    compileStage(api, definition && api.editable ? tags : properties.Tags, compilation);
  },
};

function checkDefinition({ it }: SamApi, compilation: Compilation): void {
  for (const name of ['CorsConfiguration', 'Auth', 'Tags', 'Description', 'Name', 'DisableExecuteApiEndpoint']) {
    if (it.properties[name] === undefined) continue;
    const message = `${name} of "${it.logicalId}" needs an OpenAPI 3 document in DefinitionBody: there is none that SAM can add to.`;
    reportInvalid(compilation, message, placeOfMember(it.properties, name));
  }
}

/** Everything SAM writes into the definition, in its order. */
function addSettings(api: SamApi, definition: DraftMap, tags: Mapping, compilation: Compilation): void {
  const { properties, logicalId } = api.it;
  addHttpCors(api, definition, compilation);
  addHttpAuth(api, definition, compilation);
  const list = listAt(definition, 'tags');
  for (const [name, value] of Object.entries(tags)) {
    const existing = list.filter(isDraftMap).find((it) => it.name === name);
    if (existing) existing['x-amazon-apigateway-tag-value'] = draftOf(value);
    else list.push({ name, 'x-amazon-apigateway-tag-value': draftOf(value) });
  }
  const { DisableExecuteApiEndpoint: disabled, Name: name, Description: description, FailOnWarnings: failOnWarnings } = properties;
  if (disabled !== undefined && disabled !== null) {
    const servers = Array.isArray(definition.servers) ? definition.servers.filter(isDraftMap) : [{}];
    for (const server of servers) mapAt(server, 'x-amazon-apigateway-endpoint-configuration').disableExecuteApiEndpoint = draftOf(disabled);
    definition.servers = servers;
  }
  const info = mapAt(definition, 'info');
  if (name !== undefined && name !== null) {
    const own = isDraftMap(info.title) && info.title.Ref === 'AWS::StackName';
    if (own) info.title = draftOf(name);
    else
      reportInvalid(compilation, `Name of "${logicalId}" is already the title in its DefinitionBody.`, placeOfMember(properties, 'Name'));
  }
  if (description !== undefined && description !== null && description !== '') {
    if (info.description === undefined) info.description = draftOf(description);
    else
      reportInvalid(
        compilation,
        `Description of "${logicalId}" is already in its DefinitionBody.`,
        placeOfMember(properties, 'Description'),
      );
  }
  // API Gateway warns of a path without "/", and with FailOnWarnings that fails the stack.
  const paths = mapAt(definition, 'paths');
  if (!failOnWarnings || paths.$default === undefined) return;
  paths['/$default'] = paths.$default;
  delete paths.$default;
}

function compileStage(api: SamApi, tags: Value | undefined, compilation: Compilation): void {
  const { it, routeSettings: ofEvents } = api;
  const { logicalId, properties } = it;
  const stageName = properties.StageName ?? '$default';
  const own = isMapping(properties.RouteSettings) ? properties.RouteSettings : {};
  const routes: [string, Value][] = [...ofEvents].map(([route, settings]) => {
    const before = own[route];
    return [route, isMapping(before) && isMapping(settings) ? { ...before, ...settings } : settings];
  });
  const settings = { ...own, ...Object.fromEntries(routes) };
  const stage = new Members(properties)
    .set('ApiId', { Ref: logicalId })
    .from('StageName', 'StageName', stageName)
    .carry('StageVariables', 'AccessLogSettings', 'DefaultRouteSettings')
    .from('Tags', 'Tags', tags)
    .set('AutoDeploy', true);
  if (properties.RouteSettings !== undefined || ofEvents.size > 0) stage.from('RouteSettings', 'RouteSettings', settings);
  const stageId = `${logicalId}${stageSuffix(stageName)}`;
  compilation.add(it, stageId, { Type: 'AWS::ApiGatewayV2::Stage', ...derivedAttributes(it), Properties: stage.done(it.at) });
  compilation.referable.set(`${logicalId}.Stage`, stageId);
}

function stageSuffix(stageName: Value): string {
  if (typeof stageName !== 'string') return 'Stage';
  if (stageName === '$default') return 'ApiGatewayDefaultStage';
  return isAlphanumeric(stageName) ? `${stageName}Stage` : `Stage${logicalIdHash(stageName)}`;
}

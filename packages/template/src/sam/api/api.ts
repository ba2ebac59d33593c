import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import { bodyLocation, localDefinition } from '../body-location.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, isDraftMap, mapAt } from '../draft.ts';
import { isFilled } from '../is-filled.ts';
import { Members } from '../members.ts';
import { checkShapes, type PropertyShapes, requireProperties } from '../properties.ts';
import type { SamResourceType } from '../resource-types.ts';
import { type Mapping, ownAttributes } from '../sam-resource.ts';
import { addAuth } from './auth.ts';
import { addAuthorizerPermissions } from './authorizers.ts';
import { checkPaths } from './check-paths.ts';
import { addCors } from './cors.ts';
import { isOpenApi3, versionText } from './definition.ts';
import { compileDeployment } from './deployment.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { toOpenApiVersion } from './open-api-version.ts';
import type { SamApi } from './sam-api.ts';
import { compileUsagePlan } from './usage-plan.ts';

/** @source "AWS::Serverless::Api", AWS SAM developer guide */
const shapes: PropertyShapes = {
  AccessLogSetting: 'map',
  AlwaysDeploy: 'boolean',
  ApiKeySourceType: 'text',
  Auth: 'map',
  BinaryMediaTypes: 'list',
  CacheClusterEnabled: 'boolean',
  CacheClusterSize: 'text',
  CanarySetting: 'map',
  Cors: 'text or map',
  DefinitionBody: 'map',
  DefinitionUri: 'text or map',
  Description: 'text',
  DisableExecuteApiEndpoint: 'boolean',
  Domain: 'unsupported',
  EndpointAccessMode: 'text',
  EndpointConfiguration: 'text or map',
  FailOnWarnings: 'boolean',
  GatewayResponses: 'map',
  MergeDefinitions: 'boolean',
  MethodSettings: 'list',
  MinimumCompressionSize: 'number',
  Mode: 'text',
  Models: 'map',
  Name: 'text or map',
  OpenApiVersion: 'any',
  Policy: 'text or map',
  PropagateTags: 'boolean',
  SecurityPolicy: 'text',
  StageName: 'text or map',
  Tags: 'map',
  TracingEnabled: 'boolean',
  Variables: 'map',
};

/** Settings that SAM writes into the definition: there must be one to write into. */
const definitionSettings = ['Cors', 'Auth', 'GatewayResponses', 'Models', 'DisableExecuteApiEndpoint'];

export const serverlessApi: SamResourceType = {
  type: 'AWS::Serverless::Api',

  compile(it, compilation) {
    const { logicalId, properties, at } = it;
    const owner = `"${logicalId}"`;
    checkShapes(properties, shapes, owner, compilation);
    requireProperties(properties, ['StageName'], owner, at, compilation);
    if (properties.StageName === '') reportInvalid(compilation, `StageName of ${owner} is empty.`, placeOfMember(properties, 'StageName'));
    const api = compilation.apis.get(logicalId);
    if (!api) return;
    checkDefinition(api, compilation);
    if (api.editable) checkPaths(it, compilation);
    const { definition } = api;
    const members = new Members(properties).carry('BinaryMediaTypes', 'MinimumCompressionSize');
    addEndpointConfiguration(properties, members, compilation);
    if (definition && api.editable) addSettings(api, definition, compilation);
    members.carry('FailOnWarnings');
    const location = definition ? undefined : bodyLocation(properties, owner, compilation);
    if (definition) members.from('DefinitionBody', 'Body', definition);
    else if (location === undefined) members.from('DefinitionUri', 'Body', localDefinition(properties, compilation));
    else members.from('DefinitionUri', 'BodyS3Location', location);
    members.carry('Name', 'Description', 'Mode', 'ApiKeySourceType', 'Policy', 'SecurityPolicy', 'EndpointAccessMode');
    compilation.add(it, logicalId, { Type: 'AWS::ApiGateway::RestApi', ...ownAttributes(it), Properties: members.done(at) });
    const stageId = compileDeployment(api, definition ?? location ?? localDefinition(properties, compilation), compilation);
    addAuthorizerPermissions(api, compilation);
    compileUsagePlan(api, stageId, compilation);
  },
};

function checkDefinition({ it, definition, editable, managed }: SamApi, compilation: Compilation): void {
  const { properties, logicalId } = it;
  const { DefinitionUri: uri, OpenApiVersion: version, EndpointConfiguration: endpoints } = properties;
  if (properties.MergeDefinitions === true && uri !== undefined) {
    reportInvalid(
      compilation,
      `MergeDefinitions of "${logicalId}" needs a DefinitionBody, not a DefinitionUri.`,
      placeOfMember(properties, 'MergeDefinitions'),
    );
  }
  if (isMapping(endpoints) && endpoints.VPCEndpointIds !== undefined && endpoints.VpcEndpointIds !== undefined) {
    const at = placeOfMember(endpoints, 'VpcEndpointIds');
    reportInvalid(compilation, `EndpointConfiguration of "${logicalId}" has both VPCEndpointIds and VpcEndpointIds.`, at, {
      hint: 'Take one of the two out.',
    });
  }
  if (definition && uri !== undefined && uri !== null) {
    const at = placeOfMember(properties, 'DefinitionUri');
    reportInvalid(compilation, `"${logicalId}" has both a DefinitionUri and a DefinitionBody.`, at, { hint: 'Take one of the two out.' });
  }
  // SAM makes a text of 3.0 without quotes only where it writes the definition itself.
  const unquoted = typeof version === 'number' && !(managed && isOpenApi3(version));
  if (version !== undefined && (unquoted || !/^[23](\.\d)(\.\d)?$/.test(versionText(version)))) {
    const at = placeOfMember(properties, 'OpenApiVersion');
    const message = `OpenApiVersion of "${logicalId}" must be ${unquoted ? 'a text, in quotes' : 'like 3.0.1'}.`;
    reportInvalid(compilation, message, at, { hint: `Write OpenApiVersion: '${unquoted ? versionText(version) : '3.0.1'}'.` });
  }
  if (editable) return;
  for (const name of definitionSettings.filter((it) => properties[it] !== undefined)) {
    const message = `${name} of "${logicalId}" needs an OpenAPI document in DefinitionBody: there is none that SAM can add to.`;
    reportInvalid(compilation, message, placeOfMember(properties, name));
  }
}

/** Everything SAM writes into the definition, in its order. */
function addSettings(api: SamApi, definition: DraftMap, compilation: Compilation): void {
  const { properties } = api.it;
  addCors(api, definition, compilation);
  if (Object.keys(api.auth).length > 0) {
    addAuth(api, definition, compilation);
    toOpenApiVersion(definition, properties.OpenApiVersion);
  }
  addGatewayResponses(api, definition, compilation);
  const binary = compilation.resolveParameters(properties.BinaryMediaTypes ?? null);
  // A "/" may be written "~1", as API Gateway's own patch paths have it.
  if (Array.isArray(binary) && binary.length > 0) {
    definition['x-amazon-apigateway-binary-media-types'] = draftOf(JSON.parse(JSON.stringify(binary).replaceAll('~1', '/')));
  }
  if (isMapping(properties.Models)) {
    addModels(api, properties.Models, definition, compilation);
    toOpenApiVersion(definition, properties.OpenApiVersion);
  }
  const disabled = properties.DisableExecuteApiEndpoint;
  if (disabled !== undefined && disabled !== null) {
    const configuration = 'x-amazon-apigateway-endpoint-configuration';
    const openApi3 = definition.openapi !== undefined && isOpenApi3(definition.openapi);
    const servers = openApi3 ? (Array.isArray(definition.servers) ? definition.servers.filter(isDraftMap) : [{}]) : [];
    for (const server of servers) mapAt(server, configuration).disableExecuteApiEndpoint = draftOf(disabled);
    if (openApi3) definition.servers = servers;
    else mapAt(definition, configuration).disableExecuteApiEndpoint = draftOf(disabled);
  }
  toOpenApiVersion(definition, properties.OpenApiVersion);
}

function addModels({ it }: SamApi, models: Mapping, definition: DraftMap, compilation: Compilation): void {
  for (const [name, schema] of Object.entries(models)) {
    const at = placeOfMember(models, name);
    if (!isMapping(schema) || !isFilled(schema.type)) {
      reportInvalid(compilation, `The model "${name}" of "${it.logicalId}" has no type.`, at, { code: 'MISSING_PROPERTY' });
    } else mapAt(definition, 'definitions')[name.toLowerCase()] = draftOf(schema);
  }
}

function addEndpointConfiguration(properties: Mapping, members: Members, { partition }: Compilation): void {
  // Only the commercial regions have edge-optimized endpoints, which are API Gateway's default.
  const usual = partition === 'aws' ? undefined : 'REGIONAL';
  const { EndpointConfiguration: written } = properties;
  const configuration = isFilled(written) ? written : usual;
  if (configuration === undefined) return;
  const type = isMapping(configuration) && configuration.Type !== undefined ? configuration.Type : configuration;
  const details = isMapping(configuration) && configuration.Type !== undefined ? configuration : {};
  const endpoints = details.VPCEndpointIds ?? details.VpcEndpointIds;
  members.from('EndpointConfiguration', 'EndpointConfiguration', {
    Types: [type],
    ...(endpoints !== undefined && { VpcEndpointIds: endpoints }),
    ...(details.IpAddressType !== undefined && { IpAddressType: details.IpAddressType }),
  });
  members.from('EndpointConfiguration', 'Parameters', { endpointConfigurationTypes: type });
}

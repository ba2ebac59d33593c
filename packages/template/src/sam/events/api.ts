import { markMember, markPlace, type Place, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { ApiRoute } from '../api/api-route.ts';
import { emptyDefinition, integrationKey, methodName, operationsOf, pathItems } from '../api/definition.ts';
import { addMethodAuth } from '../api/method-auth.ts';
import { addRequestModel } from '../api/request-model.ts';
import { addRequestParameters } from '../api/request-parameters.ts';
import { restApi, type SamApi } from '../api/sam-api.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, isDraftMap, mapAt } from '../draft.ts';
import type { EventType, FunctionEvent } from '../event-type.ts';
import { conditional, referredLogicalId } from '../intrinsic-forms.ts';
import { isAlphanumeric, logicalIdHash } from '../logical-id.ts';
import { checkShapes, requireProperties } from '../properties.ts';
import { derivedAttributes } from '../sam-resource.ts';

/**
 * A method of a REST API that invokes the function.
 * @source "Api", AWS SAM developer guide
 */
export const api: EventType = {
  type: 'Api',

  compile(event, compilation) {
    const { properties, owner, at } = event;
    checkShapes(
      properties,
      {
        Auth: 'map',
        Method: 'text',
        Path: 'text',
        RequestModel: 'map',
        RequestParameters: 'list',
        ResponseTransferMode: 'text',
        RestApiId: 'text',
        Stage: 'text',
        TimeoutInMillis: 'number',
      },
      owner,
      compilation,
    );
    if (!requireProperties(properties, ['Path', 'Method'], owner, at, compilation)) return;
    const { Path: path, Method: method, RestApiId: restApiId = { Ref: restApi.implicitId } } = properties;
    const apiId = referredLogicalId(restApiId);
    if (typeof path !== 'string' || typeof method !== 'string') {
      const member = typeof path === 'string' ? 'Method' : 'Path';
      reportInvalid(compilation, `${member} of ${owner.replace('The', 'the')} must be plain text.`, placeOfMember(properties, member));
      return;
    }
    if (apiId === undefined || !(compilation.apis.get(apiId)?.kind === restApi || isRestApi(compilation.written[apiId]))) {
      const hint = 'Write RestApiId: !Ref API, where API is an AWS::Serverless::Api of this template, or leave it out.';
      reportInvalid(compilation, `${owner} names an API that is not in this template.`, placeOfMember(properties, 'RestApiId') ?? at, {
        code: 'UNRESOLVED_REF',
        hint,
      });
      return;
    }
    const found = compilation.apis.get(apiId);
    addPermission(event, { apiId, restApiId, path, method, stageName: found?.it.properties.StageName }, compilation);
    if (!found) return;
    const { FunctionName: functionName } = event.function.properties;
    if (functionName !== undefined && functionName !== null && properties.RestApiId !== undefined) {
      found.functionNames.push(JSON.stringify(compilation.resolveParameters(functionName)));
    }
    addRoute(event, found, path, methodName(method), compilation);
  },
};

function addRoute(event: FunctionEvent, api: SamApi, path: string, method: string, compilation: Compilation): void {
  const { definition } = api;
  if (!definition || !api.editable) return;
  const route: ApiRoute = { event, api, definition, path, method };
  if (api.it.properties.MergeDefinitions) mergeIntegration(route, compilation);
  else if (api.managed) addIntegration(route, compilation);
  else if (isMapping(event.properties.Auth) && event.properties.Auth.OverrideApiAuth)
    addMethodAuth(route, event.properties.Auth, compilation);
}

/** With MergeDefinitions, what SAM writes for the method goes over what the user's definition has of it, member by member. */
function mergeIntegration(route: ApiRoute, compilation: Compilation): void {
  const { definition, path, event } = route;
  const made = emptyDefinition(undefined);
  addIntegration({ ...route, definition: made }, compilation);
  const [generated] = pathItems(made, path);
  const item = mapAt(mapAt(definition, 'paths'), path);
  // SAM keeps the method's name as the event has it: `any`, too.
  const method = String(event.properties.Method).toLowerCase();
  const before = item[method];
  const after = generated?.[route.method];
  if (!isDraftMap(after)) return;
  item[method] = markPlace({ ...(isDraftMap(before) && before), ...after }, event.at);
  markMember(item, method, event.at, event.at);
}

/** Writes the method, its integration and its guards into the API's definition. */
function addIntegration(route: ApiRoute, compilation: Compilation): void {
  const { event, definition, path, method } = route;
  const { properties, at } = event;
  const twice = operationsOf(definition, path, method).length > 0;
  if (twice) {
    const hint = 'Take one of the two out, or give them different paths or methods.';
    reportInvalid(compilation, `${event.owner} adds the method ${String(properties.Method)} ${path} a second time.`, at, { hint });
    return;
  }
  const condition = derivedAttributes(event.function).Condition;
  // A path the user's own definition does not have yet; an existing one may choose between two items by a condition.
  if (pathItems(definition, path).length === 0) markPlace(mapAt(mapAt(definition, 'paths'), path), at);
  for (const item of pathItems(definition, path)) {
    const before = isDraftMap(item[method]) ? item[method] : {};
    const operation: DraftMap = { ...before, [integrationKey]: lambdaIntegration(route, condition, compilation) };
    operation.responses ??= {};
    markPlace(operation, at);
    placeIntegration(operation, at);
    item[method] = operation;
    markMember(item, method, at, at);
  }
  if (isMapping(properties.Auth)) addMethodAuth(route, properties.Auth, compilation);
  for (const { operation } of operationsOf(definition, path, method)) {
    const integration = operation[integrationKey];
    if (properties.TimeoutInMillis && isDraftMap(integration)) integration.timeoutInMillis = draftOf(properties.TimeoutInMillis);
  }
  addRequestModel(route, compilation);
  addRequestParameters(route, compilation);
  if (condition === undefined) return;
  for (const item of pathItems(definition, path)) {
    const operation = item[method];
    if (!isDraftMap(operation) || operation['Fn::If'] !== undefined) continue;
    item[method] = draftConditional(condition, operation, at);
  }
}

function draftConditional(condition: string, operation: DraftMap, at: Place | undefined): DraftMap {
  return markPlace({ 'Fn::If': [condition, operation, { Ref: 'AWS::NoValue' }] }, at);
}

function placeIntegration(operation: DraftMap, at: Place | undefined): void {
  const integration = operation[integrationKey];
  if (isDraftMap(integration)) markPlace(integration, at);
  markMember(operation, integrationKey, at, at);
}

function lambdaIntegration({ event, api }: ApiRoute, condition: string | undefined, { partition }: Compilation): DraftMap {
  const { properties } = event;
  const streams = properties.ResponseTransferMode === 'RESPONSE_STREAM';
  const target = event.alias === undefined ? `\${${event.function.logicalId}.Arn}` : `\${${event.alias}}`;
  const action = streams ? ['2021-11-15', 'response-streaming-invocations'] : ['2015-03-31', 'invocations'];
  const uri: DraftMap = {
    'Fn::Sub': `arn:${partition}:apigateway:\${AWS::Region}:lambda:path/${action[0]}/functions/${target}/${action[1]}`,
  };
  const credentials = credentialsOf(isMapping(properties.Auth) ? properties.Auth : {}, api.auth, partition);
  return {
    type: 'aws_proxy',
    httpMethod: 'POST',
    // Without its function the reference in the address would stand for nothing.
    uri: condition === undefined ? uri : draftOf(conditional(condition, uri)),
    ...(streams && { responseTransferMode: 'STREAM' }),
    ...(credentials !== undefined && { credentials: draftOf(credentials) }),
  };
}

/** Whose rights the function is invoked with: the caller's, when AWS_IAM guards the method and no InvokeRole says otherwise. */
function credentialsOf(own: { readonly [member: string]: Value }, ofApi: SamApi['auth'], partition: string): Value | undefined {
  const guarded = own.Authorizer === 'AWS_IAM' || (ofApi.DefaultAuthorizer === 'AWS_IAM' && Object.keys(own).length === 0);
  if (!guarded) return undefined;
  const role =
    own.InvokeRole !== undefined ? (own.InvokeRole ?? 'NONE') : ofApi.InvokeRole !== undefined ? (ofApi.InvokeRole ?? 'NONE') : undefined;
  if (role === 'NONE') return undefined;
  return role === undefined || role === 'CALLER_CREDENTIALS' ? `arn:${partition}:iam::*:user/*` : role;
}

interface Permission {
  readonly apiId: string;
  readonly restApiId: Value;
  readonly path: string;
  readonly method: string;
  readonly stageName: Value | undefined;
}

/** Lets the API, in any stage, invoke the function on this path. */
function addPermission(event: FunctionEvent, { restApiId, path, method, stageName }: Permission, compilation: Compilation): void {
  const trimmed = path.replace(/^(.+)\/$/, '$1').replace(/\{([a-zA-Z0-9._-]+\+?)\}/g, '*');
  const httpMethod = method.toLowerCase() === 'any' ? '*' : method.toUpperCase();
  const resource = `arn:${compilation.partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${httpMethod}${trimmed}`;
  const suffix = typeof stageName === 'string' ? stageName : 'Stage';
  const id = `${event.logicalId}Permission${isAlphanumeric(suffix) ? suffix : logicalIdHash(suffix)}`;
  const permission = {
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: event.alias ?? event.function.logicalId },
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Sub': [resource, { __ApiId__: restApiId, __Stage__: '*' }] },
  };
  const attributes = derivedAttributes(event.function);
  compilation.add(event.function, id, { Type: 'AWS::Lambda::Permission', ...attributes, Properties: permission }, { at: event.at });
}

function isRestApi(resource: Value | undefined): boolean {
  return isMapping(resource) && resource.Type === 'AWS::ApiGateway::RestApi';
}

import { markMember, markPlace, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { anyMethod, integrationKey, methodName, operationsOf, pathItems } from '../api/definition.ts';
import { type Route, routeOf } from '../api/routes.ts';
import { httpApi as kind, type SamApi } from '../api/sam-api.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, isDraftMap, listAt, mapAt } from '../draft.ts';
import type { EventType, FunctionEvent } from '../event-type.ts';
import { httpAuthOf, httpAuthorizersOf } from '../http-api/http-auth.ts';
import { conditional, referredLogicalId } from '../intrinsic-forms.ts';
import { isFilled } from '../is-filled.ts';
import { checkShapes } from '../properties.ts';
import { derivedAttributes, type Mapping } from '../sam-resource.ts';

/**
 * A route of an HTTP API that invokes the function; without Path and Method the default route.
 * @source "HttpApi", AWS SAM developer guide
 */
export const httpApi: EventType = {
  type: 'HttpApi',

  compile(event, compilation) {
    const { properties, owner, at } = event;
    checkShapes(
      properties,
      {
        ApiId: 'text',
        Auth: 'map',
        Method: 'text',
        PayloadFormatVersion: 'text',
        Path: 'text',
        RouteSettings: 'map',
        Stage: 'text',
        TimeoutInMillis: 'number',
      },
      owner,
      compilation,
    );
    const route = routeOf(properties, true);
    if (!route) {
      const hint = 'Give it both, or neither for the default route.';
      reportInvalid(compilation, `${owner} has only one of Path and Method.`, at, { code: 'MISSING_PROPERTY', hint });
      return;
    }
    const { ApiId: apiId = { Ref: kind.implicitId } } = properties;
    const api = compilation.apis.get(referredLogicalId(apiId) ?? '');
    if (api?.kind !== kind) {
      const hint = 'Write ApiId: !Ref API, where API is an AWS::Serverless::HttpApi of this template, or leave it out.';
      const place = placeOfMember(properties, 'ApiId') ?? at;
      reportInvalid(compilation, `${owner} names an API that is not in this template.`, place, { code: 'UNRESOLVED_REF', hint });
      return;
    }
    addPermission(event, api, route, apiId, compilation);
    const { definition } = api;
    if (definition && api.editable) addRoute(event, api, definition, route, compilation);
  },
};

function addRoute(
  event: FunctionEvent,
  api: SamApi,
  definition: DraftMap,
  { path, method: written }: Route,
  compilation: Compilation,
): void {
  const { properties, owner, at } = event;
  const method = methodName(written);
  const existing = operationsOf(definition, path, method).length > 0;
  if (existing && api.managed) {
    const hint = 'Take one of the two out, or give them different paths or methods.';
    reportInvalid(compilation, `${owner} adds the route ${written.toUpperCase()} ${path} a second time.`, at, { hint });
    return;
  }
  const condition = derivedAttributes(event.function).Condition;
  if (!existing) addIntegration(event, definition, { path, method }, condition);
  const operations = operationsOf(definition, path, method).map(({ operation }) => operation);
  if (isMapping(properties.Auth)) addMethodAuth(event, api, operations, properties.Auth, compilation);
  for (const operation of operations) {
    const integration = operation[integrationKey];
    if (!isDraftMap(integration)) continue;
    if (properties.TimeoutInMillis) integration.timeoutInMillis = draftOf(properties.TimeoutInMillis);
    if (properties.PayloadFormatVersion) integration.payloadFormatVersion = draftOf(properties.PayloadFormatVersion);
    for (const [, name = ''] of path.matchAll(/\{(.*?)\}/g)) addPathParameter(operation, name);
  }
  if (existing || condition === undefined) return;
  for (const item of pathItems(definition, path)) {
    const operation = item[method];
    if (isDraftMap(operation)) item[method] = markPlace({ 'Fn::If': [condition, operation, { Ref: 'AWS::NoValue' }] }, at);
  }
}

function addIntegration(
  { function: { logicalId }, alias, at }: FunctionEvent,
  definition: DraftMap,
  { path, method }: Route,
  condition: string | undefined,
): void {
  const target = alias === undefined ? `\${${logicalId}.Arn}` : `\${${alias}}`;
  const uri = { 'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${target}/invocations` };
  if (pathItems(definition, path).length === 0) markPlace(mapAt(mapAt(definition, 'paths'), path), at);
  for (const item of pathItems(definition, path)) {
    const operation: DraftMap = isDraftMap(item[method]) ? item[method] : {};
    const integration: DraftMap = {
      type: 'aws_proxy',
      httpMethod: 'POST',
      payloadFormatVersion: '2.0',
      uri: condition === undefined ? uri : draftOf(conditional(condition, uri)),
    };
    operation[integrationKey] = markPlace(integration, at);
    if (path === '$default' && method === anyMethod) operation.isDefaultRoute = true;
    operation.responses ??= {};
    item[method] = markPlace(operation, at);
    markMember(item, method, at, at);
  }
}

function addPathParameter(operation: DraftMap, name: string): void {
  const parameters = listAt(operation, 'parameters');
  const existing = parameters.filter(isDraftMap).find((it) => it.name === name);
  if (existing) Object.assign(existing, { in: 'path', required: true });
  else parameters.push({ name, in: 'path', required: true });
}

/** @source "HttpApiFunctionAuth", AWS SAM developer guide */
function addMethodAuth(event: FunctionEvent, api: SamApi, operations: readonly DraftMap[], auth: Mapping, compilation: Compilation): void {
  const { owner } = event;
  checkShapes(
    auth,
    { AuthorizationScopes: 'any', Authorizer: 'text', InvokeRole: 'any' },
    `Auth of ${owner.replace('The', 'the')}`,
    compilation,
  );
  const ofApi = httpAuthOf(api);
  const name = auth.Authorizer ?? ofApi.DefaultAuthorizer;
  const at = placeOfMember(auth, 'Authorizer');
  if (typeof name !== 'string' || name === '') {
    reportInvalid(compilation, `${owner} has an Auth without an Authorizer, and the API has no DefaultAuthorizer.`, at, {
      code: 'MISSING_PROPERTY',
    });
    return;
  }
  const authorizer = httpAuthorizersOf(api)[name];
  const iam = name === 'AWS_IAM' && ofApi.EnableIamAuthorizer === true;
  if (name === 'NONE' ? !ofApi.DefaultAuthorizer : !iam && !isMapping(authorizer)) {
    const message =
      name === 'NONE'
        ? `${owner} takes the authorizer away from its route, but the API has no DefaultAuthorizer.`
        : `${owner} names the authorizer "${name}", which "${api.it.logicalId}" does not have.`;
    const hint = name === 'AWS_IAM' ? 'Set EnableIamAuthorizer: true in Auth of the API.' : undefined;
    reportInvalid(compilation, message, at, { code: name === 'NONE' ? 'INVALID_VALUE' : 'UNRESOLVED_REF', hint });
    return;
  }
  if (isFilled(auth.AuthorizationScopes) && !Array.isArray(auth.AuthorizationScopes)) {
    const place = placeOfMember(auth, 'AuthorizationScopes');
    reportInvalid(compilation, `AuthorizationScopes of ${owner.replace('The', 'the')} must be a list.`, place);
  }
  const own = isMapping(authorizer) ? authorizer.AuthorizationScopes : undefined;
  const asked = Array.isArray(auth.AuthorizationScopes) && auth.AuthorizationScopes.length > 0 ? auth.AuthorizationScopes : own;
  const scopes = name === 'NONE' || name === 'AWS_IAM' || !Array.isArray(asked) ? [] : asked;
  for (const operation of operations) listAt(operation, 'security').push({ [name]: draftOf(scopes) });
}

/** Lets the API, in any stage, invoke the function on this route. */
function addPermission(event: FunctionEvent, api: SamApi, { path: written, method }: Route, apiId: Value, compilation: Compilation): void {
  const path = written === '$default' ? '' : written.replace(/^(.+)\/$/, '$1').replace(/\{([a-zA-Z0-9._-]+|proxy\+)\}/g, '*');
  // The permission for the default route of this function covers its other routes.
  if (written !== '$default' && servesDefaultRoute(event, api)) return;
  const any = method.toLowerCase() === 'any' || method.toLowerCase() === anyMethod;
  const defaultRoute = method.toLowerCase() === 'any' && path === '/$default';
  const route = defaultRoute ? path : `/${any ? '*' : method.toUpperCase()}${path}`;
  const resource = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}${route}`;
  const permission = {
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: event.alias ?? event.function.logicalId },
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Sub': [resource, { __ApiId__: apiId, __Stage__: '*' }] },
  };
  const attributes = derivedAttributes(event.function);
  const resourceId = `${event.logicalId}Permission`;
  compilation.add(event.function, resourceId, { Type: 'AWS::Lambda::Permission', ...attributes, Properties: permission }, { at: event.at });
}

function servesDefaultRoute({ function: { logicalId } }: FunctionEvent, { definition }: SamApi): boolean {
  const operations = definition ? operationsOf(definition, '$default', anyMethod) : [];
  return (
    operations.length > 0 &&
    operations.every(({ operation }) => JSON.stringify(operation[integrationKey] ?? null).includes(`\${${logicalId}.Arn}`))
  );
}

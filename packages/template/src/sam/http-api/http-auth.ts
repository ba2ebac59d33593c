import { placeAll, placeOf, placeOfKey, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import { awsIamDefinition } from '../api/authorizers.ts';
import { operationsOf, pathsOf, securityOf } from '../api/definition.ts';
import type { SamApi } from '../api/sam-api.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, mapAt } from '../draft.ts';
import { isNoValue } from '../intrinsic-forms.ts';
import { isFilled } from '../is-filled.ts';
import { checkShapes } from '../properties.ts';
import { derivedAttributes, type Mapping } from '../sam-resource.ts';

const identitySources = [
  ['Headers', '$request.header.'],
  ['QueryStrings', '$request.querystring.'],
  ['StageVariables', '$stageVariables.'],
  ['Context', '$context.'],
] as const;

export function httpAuthOf({ it }: SamApi): Mapping {
  return isMapping(it.properties.Auth) ? it.properties.Auth : {};
}

export function httpAuthorizersOf(api: SamApi): Mapping {
  const { Authorizers: authorizers } = httpAuthOf(api);
  return isMapping(authorizers) ? authorizers : {};
}

/**
 * Auth of an HTTP API: its authorizers, and which of them guards the routes that do not say so themselves.
 * @source "HttpApiAuth", AWS SAM developer guide
 */
export function addHttpAuth(api: SamApi, definition: DraftMap, compilation: Compilation): void {
  const auth = httpAuthOf(api);
  if (Object.keys(auth).length === 0) return;
  const shapes = { Authorizers: 'map', DefaultAuthorizer: 'text', EnableIamAuthorizer: 'boolean' } as const;
  checkShapes(auth, shapes, `Auth of "${api.it.logicalId}"`, compilation, { empty: 'passes' });
  const schemes = (): DraftMap => mapAt(mapAt(definition, 'components'), 'securitySchemes');
  if (auth.EnableIamAuthorizer === true) schemes().AWS_IAM = awsIamDefinition();
  const authorizers = httpAuthorizersOf(api);
  for (const [name, authorizer] of Object.entries(authorizers)) {
    const at = placeOfKey(authorizers, name);
    const owner = `The authorizer "${name}" of "${api.it.logicalId}"`;
    if (!isMapping(authorizer)) reportInvalid(compilation, `${owner} must be a map.`, at);
    else schemes()[name] = placeAll(securityScheme(authorizer, owner, compilation), at);
  }
  const { DefaultAuthorizer: name } = auth;
  if (typeof name !== 'string' || name === '' || isNoValue(name)) return;
  const known = isMapping(authorizers[name]) || (name === 'AWS_IAM' && auth.EnableIamAuthorizer === true);
  if (!known) {
    const message = `DefaultAuthorizer of "${api.it.logicalId}" is "${name}", which is not in its Authorizers.`;
    reportInvalid(compilation, message, placeOfMember(auth, 'DefaultAuthorizer'), { code: 'UNRESOLVED_REF' });
    return;
  }
  const authorizer = authorizers[name];
  const scopes = isMapping(authorizer) && Array.isArray(authorizer.AuthorizationScopes) ? authorizer.AuthorizationScopes : [];
  for (const { method, operation } of pathsOf(definition).flatMap((path) => operationsOf(definition, path))) {
    if (method === 'options' || securityOf(operation).length > 0) continue;
    operation.security = [{ [name]: draftOf(scopes) }];
  }
}

function securityScheme(authorizer: Mapping, owner: string, compilation: Compilation): DraftMap {
  const { JwtConfiguration: jwt, Identity: identity, FunctionInvokeRole: role } = authorizer;
  checkScopesAndIdentity(authorizer, owner, compilation);
  if (isMapping(jwt) && Object.keys(jwt).length > 0) {
    checkShapes(authorizer, { AuthorizationScopes: 'list', IdentitySource: 'any', JwtConfiguration: 'map' }, owner, compilation);
    requireFilled(authorizer, ['IdentitySource'], owner, compilation);
    // AWS::ApiGatewayV2::Authorizer has the names with capitals, OpenAPI without.
    const configuration = Object.fromEntries(Object.entries(jwt).map(([name, value]) => [name.toLowerCase(), draftOf(value)]));
    return {
      type: 'oauth2',
      'x-amazon-apigateway-authorizer': {
        jwtConfiguration: configuration,
        identitySource: draftOf(authorizer.IdentitySource ?? null),
        type: 'jwt',
      },
    };
  }
  checkShapes(
    authorizer,
    {
      AuthorizerPayloadFormatVersion: 'any',
      EnableFunctionDefaultPermissions: 'boolean',
      EnableSimpleResponses: 'any',
      FunctionArn: 'any',
      FunctionInvokeRole: 'any',
      Identity: 'map',
    },
    owner,
    compilation,
  );
  requireFilled(authorizer, ['FunctionArn', 'AuthorizerPayloadFormatVersion'], owner, compilation);
  const ttl = isMapping(identity) ? identity.ReauthorizeEvery : undefined;
  return {
    type: 'apiKey',
    name: 'Unused',
    in: 'header',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: {
        'Fn::Sub': [
          `arn:${compilation.partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations`,
          { __FunctionArn__: draftOf(authorizer.FunctionArn ?? null) },
        ],
      },
      ...(role && role !== 'NONE' && { authorizerCredentials: draftOf(role) }),
      ...(ttl !== undefined && ttl !== null && { authorizerResultTtlInSeconds: draftOf(ttl) }),
      ...(isMapping(identity) && Object.keys(identity).length > 0 && { identitySource: identitySource(identity) }),
      authorizerPayloadFormatVersion: draftOf(authorizer.AuthorizerPayloadFormatVersion ?? null),
      ...(authorizer.EnableSimpleResponses && { enableSimpleResponses: draftOf(authorizer.EnableSimpleResponses) }),
    },
  };
}

function checkScopesAndIdentity(authorizer: Mapping, owner: string, compilation: Compilation): void {
  const { AuthorizationScopes: scopes, Identity: identity } = authorizer;
  if (scopes !== undefined && scopes !== null && !Array.isArray(scopes)) {
    const place = placeOfMember(authorizer, 'AuthorizationScopes');
    reportInvalid(compilation, `AuthorizationScopes of ${owner.replace('The', 'the')} must be a list.`, place);
  }
  for (const [member] of identitySources) {
    const names = isMapping(identity) ? identity[member] : undefined;
    if (!isFilled(names) || (Array.isArray(names) && names.every((it) => typeof it === 'string'))) continue;
    const place = placeOfMember(Object(identity), member);
    reportInvalid(compilation, `${member} in the Identity of ${owner.replace('The', 'the')} must be a list of texts.`, place);
  }
}

/** Reports a property that must be there and is not, or is empty. */
function requireFilled(authorizer: Mapping, names: readonly string[], owner: string, compilation: Compilation): void {
  for (const name of names.filter((it) => !isFilled(authorizer[it]))) {
    const place = placeOfMember(authorizer, name) ?? placeOf(authorizer);
    reportInvalid(compilation, `${owner} has no ${name}, which is required.`, place, { code: 'MISSING_PROPERTY' });
  }
}

function identitySource(identity: Mapping): string[] {
  return identitySources.flatMap(([member, prefix]) => {
    const names = identity[member];
    return Array.isArray(names) ? names.map((it) => `${prefix}${String(it)}`) : [];
  });
}

/** Lets the API invoke the functions that authorize for it, where EnableFunctionDefaultPermissions asks for it. */
export function addHttpAuthorizerPermissions(api: SamApi, compilation: Compilation): void {
  const { logicalId } = api.it;
  const authorizers = httpAuthorizersOf(api);
  for (const [name, authorizer] of Object.entries(authorizers)) {
    if (!isMapping(authorizer) || !authorizer.FunctionArn || authorizer.EnableFunctionDefaultPermissions !== true) continue;
    const resource = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*';
    const permission = {
      Action: 'lambda:InvokeFunction',
      FunctionName: authorizer.FunctionArn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Sub': [resource, { __ApiId__: { Ref: logicalId } }] },
    };
    const at = placeOfKey(authorizers, name);
    const resourceId = `${logicalId}${name}AuthorizerPermission`;
    compilation.add(api.it, resourceId, { Type: 'AWS::Lambda::Permission', ...derivedAttributes(api.it), Properties: permission }, { at });
  }
}

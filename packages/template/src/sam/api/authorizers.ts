import { placeAll, placeOfKey, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, mapAt } from '../draft.ts';
import { isFilled } from '../is-filled.ts';
import { checkShapes } from '../properties.ts';
import { derivedAttributes, type Mapping } from '../sam-resource.ts';
import type { SamApi } from './sam-api.ts';

/** Where each part of Identity is found in a request, in the order of the identity sources. */
const identitySources = [
  ['Headers', 'method.request.header.'],
  ['QueryStrings', 'method.request.querystring.'],
  ['StageVariables', 'stageVariables.'],
  ['Context', 'context.'],
] as const;

export function authorizersOf(api: SamApi): Mapping {
  return isMapping(api.auth.Authorizers) ? api.auth.Authorizers : {};
}

/**
 * Writes Auth.Authorizers into the definition as security definitions.
 * @source "ApiAuth", AWS SAM developer guide; "x-amazon-apigateway-authorizer", API Gateway developer guide
 */
export function addAuthorizers(api: SamApi, definition: DraftMap, compilation: Compilation): void {
  const authorizers = authorizersOf(api);
  const names = Object.keys(authorizers);
  if (api.auth.DefaultAuthorizer === 'AWS_IAM') mapAt(definition, 'securityDefinitions').AWS_IAM = awsIamDefinition();
  for (const name of names) {
    const authorizer = authorizers[name];
    const at = placeOfKey(authorizers, name);
    const owner = `The authorizer "${name}" of "${api.it.logicalId}"`;
    if (!isMapping(authorizer)) {
      reportInvalid(compilation, `${owner} must be a map.`, at);
      continue;
    }
    const security = securityDefinition(authorizer, owner, compilation);
    if (security) mapAt(definition, 'securityDefinitions')[name] = placeAll(security, at);
  }
}

/** The security definition of requests signed with AWS credentials. */
export function awsIamDefinition(): DraftMap {
  return { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' };
}

function securityDefinition(authorizer: Mapping, owner: string, compilation: Compilation): DraftMap | undefined {
  checkShapes(
    authorizer,
    {
      AuthorizationScopes: 'list',
      DisableFunctionDefaultPermissions: 'boolean',
      FunctionArn: 'any',
      FunctionInvokeRole: 'any',
      FunctionPayloadType: 'text',
      Identity: 'map',
      UserPoolArn: 'any',
    },
    owner,
    compilation,
    { unknown: 'ignored' },
  );
  const identity = isMapping(authorizer.Identity) ? authorizer.Identity : {};
  checkShapes(
    identity,
    {
      Context: 'list',
      Header: 'any',
      Headers: 'list',
      QueryStrings: 'list',
      ReauthorizeEvery: 'any',
      StageVariables: 'list',
      ValidationExpression: 'any',
    },
    `Identity of ${owner.replace('The', 'the')}`,
    compilation,
    { unknown: 'ignored' },
  );
  checkIdentityNames(identity, owner, compilation);
  const header = identity.Header ? draftOf(identity.Header) : 'Authorization';
  const expression: DraftMap = identity.ValidationExpression
    ? { identityValidationExpression: draftOf(identity.ValidationExpression) }
    : {};
  const { UserPoolArn: pool, FunctionArn: functionArn } = authorizer;
  if (isFilled(pool)) {
    const providerARNs = Array.isArray(pool) ? pool.map(draftOf) : [draftOf(pool)];
    return {
      type: 'apiKey',
      name: header,
      in: 'header',
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs, ...expression },
    };
  }
  const payloadType = authorizer.FunctionPayloadType ?? 'TOKEN';
  if (payloadType !== 'TOKEN' && payloadType !== 'REQUEST') {
    const hint = 'Write TOKEN or REQUEST.';
    reportInvalid(compilation, `${owner} has an invalid FunctionPayloadType.`, placeOfMember(authorizer, 'FunctionPayloadType'), { hint });
    return undefined;
  }
  const request = payloadType === 'REQUEST';
  const sources = request ? identitySource(identity) : '';
  const ttl = identity.ReauthorizeEvery;
  if (request && sources === '' && !(Number.parseInt(String(ttl), 10) <= 0)) {
    const hint = 'Give it Headers, QueryStrings, StageVariables or Context, or ReauthorizeEvery: 0.';
    reportInvalid(compilation, `${owner} has no Identity to tell callers apart by.`, placeOfMember(authorizer, 'FunctionPayloadType'), {
      hint,
    });
    return undefined;
  }
  const role = authorizer.FunctionInvokeRole;
  return {
    type: 'apiKey',
    // API Gateway wants a name, though an authorizer of requests does not read the header.
    name: request ? 'Unused' : header,
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: request ? 'request' : 'token',
      authorizerUri: {
        'Fn::Sub': [
          `arn:${compilation.partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations`,
          { __FunctionArn__: draftOf(functionArn ?? null) },
        ],
      },
      ...(ttl !== undefined && ttl !== null && { authorizerResultTtlInSeconds: draftOf(ttl) }),
      ...(role && role !== 'NONE' && { authorizerCredentials: draftOf(role) }),
      ...(sources !== '' && { identitySource: sources }),
      ...(!request && expression),
    },
  };
}

function checkIdentityNames(identity: Mapping, owner: string, compilation: Compilation): void {
  for (const [member] of identitySources) {
    const names = identity[member];
    if (!Array.isArray(names)) continue;
    for (const [index, name] of names.entries()) {
      if (typeof name === 'string') continue;
      reportInvalid(compilation, `${member} in the Identity of ${owner.replace('The', 'the')} must be texts.`, placeOfMember(names, index));
    }
  }
}

function identitySource(identity: Mapping): string {
  return identitySources
    .flatMap(([member, prefix]) => {
      const names = identity[member];
      return Array.isArray(names) ? names.filter((it) => typeof it === 'string').map((it) => `${prefix}${it}`) : [];
    })
    .join(', ');
}

/** Lets the API invoke the functions that authorize for it. */
export function addAuthorizerPermissions(api: SamApi, compilation: Compilation): void {
  const { logicalId } = api.it;
  const authorizers = authorizersOf(api);
  for (const [name, authorizer] of Object.entries(authorizers)) {
    if (!isMapping(authorizer) || !isFilled(authorizer.FunctionArn) || authorizer.DisableFunctionDefaultPermissions === true) continue;
    const sourceArn: Value = {
      'Fn::Sub': [
        `arn:${compilation.partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/authorizers/*`,
        { __ApiId__: { Ref: logicalId } },
      ],
    };
    const permission = {
      Action: 'lambda:InvokeFunction',
      FunctionName: authorizer.FunctionArn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sourceArn,
    };
    const attributes = derivedAttributes(api.it);
    const at = placeOfKey(authorizers, name);
    compilation.add(
      api.it,
      `${logicalId}${name}AuthorizerPermission`,
      { Type: 'AWS::Lambda::Permission', ...attributes, Properties: permission },
      { at },
    );
  }
}

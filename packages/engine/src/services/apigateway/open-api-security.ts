import { placeOfMember } from '@gatewright/template';
import { identifierOf } from '../identifier.ts';
import type { ImportFinding } from '../import-finding.ts';
import { isMapping, listAt, type Mapping, mappingAt, numberAt, textAt, textListAt } from '../read-value.ts';
import type { EditableRestApi } from './editable-rest-api.ts';
import type { Authorizer, Method } from './rest-api.ts';

/** What an import knows of the document's security while it reads operations. */
export interface OpenApiSecurity {
  readonly document: Mapping;
  /** Authorizer ids by the name of their security scheme. */
  readonly authorizerIds: Map<string, string>;
  readonly findings: ImportFinding[];
}

type MethodSecurity = Pick<Method, 'authorizationType' | 'authorizerId' | 'authorizationScopes' | 'apiKeyRequired'>;

const authorizerTypes: { readonly [type: string]: Authorizer['type'] } = {
  token: 'TOKEN',
  request: 'REQUEST',
  cognito_user_pools: 'COGNITO_USER_POOLS',
};

/** The authorizer that a security scheme declares, if it declares one. @source "x-amazon-apigateway-authorizer object" */
export function authorizerOfOpenApi(apiId: string, name: string, scheme: Mapping): Authorizer | undefined {
  const extension = mappingAt(scheme, 'x-amazon-apigateway-authorizer');
  const type = authorizerTypes[textAt(extension ?? {}, 'type')?.toLowerCase() ?? ''];
  if (!extension || !type) return undefined;
  const header = textAt(scheme, 'in') === 'header' ? textAt(scheme, 'name') : undefined;
  return {
    id: identifierOf(`${apiId} authorizer ${name}`, 6),
    name,
    type,
    authType: textAt(scheme, 'x-amazon-apigateway-authtype'),
    authorizerUri: textAt(extension, 'authorizerUri'),
    authorizerCredentials: textAt(extension, 'authorizerCredentials'),
    identitySource: textAt(extension, 'identitySource') ?? (header && type !== 'REQUEST' ? `method.request.header.${header}` : undefined),
    identityValidationExpression: textAt(extension, 'identityValidationExpression'),
    authorizerResultTtlInSeconds: numberAt(extension, 'authorizerResultTtlInSeconds'),
    providerARNs: textListAt(extension, 'providerARNs'),
    source: extension,
  };
}

/** Who may call an operation, by its own `security`, the document's, and AWS's extensions. */
export function securityOfOperation(api: EditableRestApi, security: OpenApiSecurity, operation: Mapping): MethodSecurity {
  const { document, authorizerIds, findings } = security;
  const holder = operation.security === undefined ? document : operation;
  let result: MethodSecurity = { authorizationType: 'NONE', authorizerId: undefined, authorizationScopes: [], apiKeyRequired: false };
  for (const requirement of listAt(holder, 'security')) {
    if (!isMapping(requirement)) continue;
    for (const name of Object.keys(requirement)) {
      const authorizerId = authorizerIds.get(name);
      const authorizer = authorizerId === undefined ? undefined : api.authorizers.get(authorizerId);
      const scheme = mappingAt(schemes(document), name);
      if (authorizer) {
        const authorizationType = authorizer.type === 'COGNITO_USER_POOLS' ? 'COGNITO_USER_POOLS' : 'CUSTOM';
        result = { ...result, authorizationType, authorizerId: authorizer.id, authorizationScopes: textListAt(requirement, name) };
      } else if (scheme && textAt(scheme, 'x-amazon-apigateway-authtype')?.toLowerCase() === 'awssigv4') {
        result = { ...result, authorizationType: 'AWS_IAM' };
      } else if (scheme && isApiKey(scheme)) {
        result = { ...result, apiKeyRequired: true };
      } else if (name !== 'NONE') {
        // Passing over a guard would open the route: the user must hear of it.
        findings.push({
          message: `The security scheme "${name}" is ${scheme ? 'of a kind that API Gateway does not enforce' : 'not defined in this document'}.`,
          at: placeOfMember(holder, 'security'),
          hint: 'Define it with x-amazon-apigateway-authorizer, or as an apiKey in the header x-api-key.',
          unsupported: false,
        });
      }
    }
  }
  const own = mappingAt(operation, 'x-amazon-apigateway-auth');
  if (own && textAt(own, 'type')?.toUpperCase() === 'AWS_IAM')
    result = { ...result, authorizationType: 'AWS_IAM', authorizerId: undefined };
  if (own && textAt(own, 'type')?.toUpperCase() === 'NONE') result = { ...result, authorizationType: 'NONE', authorizerId: undefined };
  return result;
}

function isApiKey(scheme: Mapping): boolean {
  return textAt(scheme, 'type') === 'apiKey' && textAt(scheme, 'in') === 'header' && textAt(scheme, 'name')?.toLowerCase() === 'x-api-key';
}

function schemes(document: Mapping): Mapping {
  return mappingAt(document, 'securityDefinitions') ?? mappingAt(mappingAt(document, 'components') ?? {}, 'securitySchemes') ?? {};
}

import { placeOf, placeOfKey } from '@gatewright/template';
import { identifierOf } from '../identifier.ts';
import type { ImportFinding } from '../import-finding.ts';
import { booleanAt, isMapping, type Mapping, mappingAt, mappingListAt, textAt, textListAt } from '../read-value.ts';
import { type EditableHttpApi, putAuthorizer, putIntegration, putRoute } from './editable-http-api.ts';
import type { Route } from './http-api.ts';
import { readAuthorizer, readCors, readIntegration } from './read-members.ts';
import { badRequest } from './refusals.ts';

const methodsOfPathItem: { readonly [member: string]: string } = {
  delete: 'DELETE',
  get: 'GET',
  head: 'HEAD',
  options: 'OPTIONS',
  patch: 'PATCH',
  post: 'POST',
  put: 'PUT',
  'x-amazon-apigateway-any-method': 'ANY',
};

/** What an import works on. */
interface Import {
  readonly api: EditableHttpApi;
  readonly document: Mapping;
  /** Authorizer ids, or IAM, by the names of the security schemes. */
  readonly schemes: Map<string, 'AWS_IAM' | { readonly authorizerId: string }>;
  readonly findings: ImportFinding[];
}

/**
 * Adds what an OpenAPI 3 document declares to an API: routes, integrations, authorizers, CORS.
 *
 * @throws ServiceError BadRequestException when AWS would refuse the document
 * @source "Use OpenAPI definitions for HTTP APIs"; "API Gateway extensions to OpenAPI"
 */
export function importOpenApi(api: EditableHttpApi, document: Mapping): readonly ImportFinding[] {
  const version = textAt(document, 'openapi');
  if (version === undefined || !version.startsWith('3.'))
    throw badRequest('Unable to parse the OpenAPI document: only OpenAPI 3.0 is supported for HTTP APIs');
  const work: Import = { api, document, schemes: new Map(), findings: [] };
  const info = mappingAt(document, 'info') ?? {};
  api.name = textAt(info, 'title') ?? api.name;
  api.description = textAt(info, 'description') ?? api.description;
  api.version = textAt(info, 'version') ?? api.version;
  api.corsConfiguration = readCors(mappingAt(document, 'x-amazon-apigateway-cors')) ?? api.corsConfiguration;
  for (const [name, scheme] of Object.entries(mappingAt(mappingAt(document, 'components') ?? {}, 'securitySchemes') ?? {})) {
    if (isMapping(scheme)) readScheme(work, name, scheme);
  }
  for (const [path, item] of Object.entries(mappingAt(document, 'paths') ?? {})) {
    if (!isMapping(item)) continue;
    for (const [member, method] of Object.entries(methodsOfPathItem)) {
      const operation = mappingAt(item, member);
      if (operation) readOperation(work, operation, { path, method, source: placeOf(operation) ? operation : item });
    }
  }
  return work.findings;
}

function readScheme({ api, schemes }: Import, name: string, scheme: Mapping): void {
  if (textAt(scheme, 'x-amazon-apigateway-authtype')?.toLowerCase() === 'awssigv4') schemes.set(name, 'AWS_IAM');
  const written = mappingAt(scheme, 'x-amazon-apigateway-authorizer');
  if (!written) return;
  const authorizerId = identifierOf(`${api.apiId} authorizer ${name}`, 6);
  const members: Mapping = {
    ...written,
    name,
    authorizerType: textAt(written, 'type') ?? '',
    ...(written.authorizerCredentials !== undefined && { authorizerCredentialsArn: written.authorizerCredentials }),
    ...(textAt(written, 'type')?.toLowerCase() === 'jwt' &&
      written.identitySource === undefined && { identitySource: '$request.header.Authorization' }),
  };
  putAuthorizer(api, readAuthorizer(members, authorizerId, placeOf(written) ? written : scheme));
  schemes.set(name, { authorizerId });
}

interface OperationPlace {
  readonly path: string;
  readonly method: string;
  readonly source: object;
}

function readOperation(work: Import, operation: Mapping, { path, method, source }: OperationPlace): void {
  const { api, document } = work;
  const isDefault = booleanAt(operation, 'isDefaultRoute') ?? /^\/?\$default$/.test(path);
  const routeKey = isDefault ? '$default' : `${method} ${path}`;
  const written = mappingAt(operation, 'x-amazon-apigateway-integration');
  const shared = written && sharedIntegration(document, written);
  let integrationId: string | undefined;
  if (shared) {
    integrationId = identifierOf(`${api.apiId} integration ${routeKey}`, 7);
    const { type, uri, httpMethod, credentials } = shared;
    const members: Mapping = {
      ...shared,
      ...(type !== undefined && { integrationType: type }),
      ...(uri !== undefined && { integrationUri: uri }),
      ...(httpMethod !== undefined && { integrationMethod: httpMethod }),
      ...(credentials !== undefined && { credentialsArn: credentials }),
    };
    putIntegration(api, readIntegration(members, integrationId, placeOf(shared) ? shared : source));
  }
  putRoute(api, {
    routeId: identifierOf(`${api.apiId} route ${routeKey}`, 7),
    routeKey,
    target: integrationId === undefined ? undefined : `integrations/${integrationId}`,
    ...securityOf(work, operation, routeKey),
    operationName: textAt(operation, 'operationId'),
    source,
  });
}

/** `$ref: "#/components/x-amazon-apigateway-integrations/NAME"`. @source "x-amazon-apigateway-integrations object" */
function sharedIntegration(document: Mapping, written: Mapping): Mapping {
  const name = /^#\/components\/x-amazon-apigateway-integrations\/(.+)$/.exec(textAt(written, '$ref') ?? '')?.[1];
  if (name === undefined) return written;
  const shared = mappingAt(mappingAt(mappingAt(document, 'components') ?? {}, 'x-amazon-apigateway-integrations') ?? {}, name);
  if (!shared) throw badRequest(`Unable to find the integration ${name} among the components of the document`);
  return shared;
}

type Security = Pick<Route, 'authorizationType' | 'authorizerId' | 'authorizationScopes'>;

const open: Security = { authorizationType: 'NONE', authorizerId: undefined, authorizationScopes: [] };

/** An operation's own security comes before the document's; an empty list opens the route. */
function securityOf(work: Import, operation: Mapping, routeKey: string): Security {
  const { api, document, schemes, findings } = work;
  if (textAt(mappingAt(operation, 'x-amazon-apigateway-auth') ?? {}, 'type')?.toUpperCase() === 'AWS_IAM')
    return { ...open, authorizationType: 'AWS_IAM' };
  const from = operation.security === undefined ? document : operation;
  for (const requirement of mappingListAt(from, 'security')) {
    const [name] = Object.keys(requirement);
    if (name === undefined) continue;
    // SAM's word for a route that the default authorizer of the API does not guard.
    if (name === 'NONE' && !schemes.has(name)) return open;
    const scheme = schemes.get(name);
    if (scheme === 'AWS_IAM') return { ...open, authorizationType: 'AWS_IAM' };
    const authorizer = scheme && api.authorizers.get(scheme.authorizerId);
    if (!authorizer) {
      const message = `the security of ${routeKey} names "${name}", which is no authorizer of the document, so that the route would be open.`;
      const hint = 'Give the security scheme an x-amazon-apigateway-authorizer.';
      findings.push({ message, at: placeOfKey(requirement, name), hint, unsupported: false });
      continue;
    }
    const authorizationType = authorizer.authorizerType === 'JWT' ? 'JWT' : 'CUSTOM';
    const authorizationScopes = authorizationType === 'JWT' ? textListAt(requirement, name) : [];
    return { authorizationType, authorizerId: authorizer.authorizerId, authorizationScopes };
  }
  return open;
}

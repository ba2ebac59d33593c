import { booleanAt, isMapping, listAt, type Mapping, mappingAt, numberAt, textAt, textListAt, textMapAt, wordAt } from '../read-value.ts';
import type {
  AuthorizationType,
  Authorizer,
  CorsConfiguration,
  Integration,
  ParameterMapping,
  Route,
  RouteSettings,
  Stage,
} from './http-api.ts';
import { badRequest } from './refusals.ts';

// The parts of an HTTP API from members in the API's own case: of a request to the control plane, of an OpenAPI document, or of a template.

export function readCors(from: Mapping | undefined): CorsConfiguration | undefined {
  if (!from || Object.keys(from).length === 0) return undefined;
  const cors: CorsConfiguration = {
    allowCredentials: booleanAt(from, 'allowCredentials'),
    allowHeaders: textListAt(from, 'allowHeaders').map((it) => it.toLowerCase()),
    allowMethods: textListAt(from, 'allowMethods'),
    allowOrigins: textListAt(from, 'allowOrigins'),
    exposeHeaders: textListAt(from, 'exposeHeaders').map((it) => it.toLowerCase()),
    maxAge: numberAt(from, 'maxAge'),
  };
  if (cors.allowCredentials && cors.allowOrigins.includes('*'))
    throw badRequest('allowCredentials is not supported for origin * and requires origins, headers and methods to be named');
  if (cors.maxAge !== undefined && (cors.maxAge < -1 || cors.maxAge > 86_400)) throw badRequest('maxAge should be between -1 and 86400');
  for (const origin of cors.allowOrigins) {
    if (origin !== '*' && !/^[a-z][a-z0-9+.-]*:\/\/[^\s/]+$/i.test(origin)) throw badRequest(`Invalid format for origin: ${origin}`);
  }
  return cors;
}

export function readRoute(from: Mapping, routeId: string, source: object, before?: Route): Route {
  return {
    routeId,
    routeKey: textAt(from, 'routeKey') ?? before?.routeKey ?? '',
    target: textAt(from, 'target') ?? before?.target,
    authorizationType:
      wordAt<AuthorizationType>(from, 'authorizationType', ['NONE', 'AWS_IAM', 'JWT', 'CUSTOM']) ?? before?.authorizationType ?? 'NONE',
    authorizerId: textAt(from, 'authorizerId') ?? before?.authorizerId,
    authorizationScopes:
      from.authorizationScopes === undefined ? (before?.authorizationScopes ?? []) : textListAt(from, 'authorizationScopes'),
    operationName: textAt(from, 'operationName') ?? before?.operationName,
    source,
  };
}

export function readIntegration(from: Mapping, integrationId: string, source: object, before?: Integration): Integration {
  const integrationType = textAt(from, 'integrationType')?.toUpperCase() ?? before?.integrationType;
  if (integrationType !== 'AWS_PROXY' && integrationType !== 'HTTP_PROXY')
    throw badRequest(`Invalid integration type for an HTTP API: ${integrationType}. AWS_PROXY and HTTP_PROXY are supported`);
  return {
    integrationId,
    integrationType,
    integrationSubtype: textAt(from, 'integrationSubtype') ?? before?.integrationSubtype,
    integrationUri: textAt(from, 'integrationUri') ?? before?.integrationUri,
    integrationMethod:
      textAt(from, 'integrationMethod') ?? before?.integrationMethod ?? (integrationType === 'AWS_PROXY' ? 'POST' : undefined),
    payloadFormatVersion: formatAt(from, 'payloadFormatVersion') ?? before?.payloadFormatVersion ?? '1.0',
    connectionType: wordAt(from, 'connectionType', ['INTERNET', 'VPC_LINK']) ?? before?.connectionType ?? 'INTERNET',
    credentialsArn: textAt(from, 'credentialsArn') ?? before?.credentialsArn,
    description: textAt(from, 'description') ?? before?.description,
    timeoutInMillis: numberAt(from, 'timeoutInMillis') ?? before?.timeoutInMillis ?? 30_000,
    requestParameters: merged(before?.requestParameters, textMapAt(from, 'requestParameters')),
    responseParameters: merged(before?.responseParameters, readResponseParameters(from)),
    source,
  };
}

/** `{ "500": { "overwrite:statuscode": "403" } }`; CloudFormation writes a list of Destination and Source instead of the map. */
function readResponseParameters(from: Mapping): Integration['responseParameters'] {
  const byStatus = mappingAt(from, 'responseParameters') ?? {};
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, written]): [string, ParameterMapping] => {
      if (!isMapping(written)) throw badRequest(`The response parameters of ${status} must be an object`);
      const list = written.ResponseParameters ?? written.responseParameters;
      if (!Array.isArray(list)) return [status, textMapAt(byStatus, status)];
      const pairs = list.filter(isMapping).map((it) => [textAt(it, 'Destination') ?? '', textAt(it, 'Source') ?? '']);
      return [status, Object.fromEntries(pairs)];
    }),
  );
}

/** An empty value takes an entry away. @source "UpdateIntegration", API Gateway V2 API reference */
function merged<Value>(
  before: { readonly [name: string]: Value } = {},
  changes: { readonly [name: string]: Value },
): { readonly [name: string]: Value } {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== ''));
}

export function readAuthorizer(from: Mapping, authorizerId: string, source: object, before?: Authorizer): Authorizer {
  const authorizerType = wordAt(from, 'authorizerType', ['JWT', 'REQUEST']) ?? before?.authorizerType;
  if (!authorizerType) throw badRequest('AuthorizerType must be given: JWT or REQUEST');
  const jwt = mappingAt(from, 'jwtConfiguration');
  const format = formatAt(from, 'authorizerPayloadFormatVersion') ?? before?.authorizerPayloadFormatVersion;
  if (authorizerType === 'REQUEST' && format === undefined)
    throw badRequest('AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer');
  return {
    authorizerId,
    name: textAt(from, 'name') ?? before?.name ?? '',
    authorizerType,
    identitySource: from.identitySource === undefined ? (before?.identitySource ?? []) : identitySourcesAt(from),
    jwtConfiguration: jwt ? { issuer: textAt(jwt, 'issuer') ?? '', audience: textListAt(jwt, 'audience') } : before?.jwtConfiguration,
    authorizerUri: textAt(from, 'authorizerUri') ?? before?.authorizerUri,
    authorizerCredentialsArn: textAt(from, 'authorizerCredentialsArn') ?? before?.authorizerCredentialsArn,
    authorizerPayloadFormatVersion: format ?? '1.0',
    authorizerResultTtlInSeconds: numberAt(from, 'authorizerResultTtlInSeconds') ?? before?.authorizerResultTtlInSeconds ?? 0,
    enableSimpleResponses: booleanAt(from, 'enableSimpleResponses') ?? before?.enableSimpleResponses ?? false,
    source,
  };
}

/** A list; OpenAPI documents write it as one text with commas. */
function identitySourcesAt(from: Mapping): readonly string[] {
  const sources = typeof from.identitySource === 'string' ? from.identitySource.split(',') : listAt(from, 'identitySource').map(String);
  return sources.map((it) => it.trim()).filter((it) => it !== '');
}

function formatAt(from: Mapping, member: string): '1.0' | '2.0' | undefined {
  const written = textAt(from, member);
  if (written === undefined) return undefined;
  // YAML reads 2.0 as the number 2.
  const version = /^[12]$/.test(written) ? `${written}.0` : written;
  if (version !== '1.0' && version !== '2.0') throw badRequest(`${member} should be 1.0 or 2.0, not ${written}`);
  return version;
}

export function readRouteSettings(from: Mapping | undefined): RouteSettings {
  const settings = from ?? {};
  return {
    throttlingBurstLimit: numberAt(settings, 'throttlingBurstLimit'),
    throttlingRateLimit: numberAt(settings, 'throttlingRateLimit'),
    detailedMetricsEnabled: booleanAt(settings, 'detailedMetricsEnabled') ?? false,
  };
}

export function readAccessLogSettings(from: Mapping | undefined): Stage['accessLogSettings'] {
  const format = from && textAt(from, 'format');
  return from && format !== undefined ? { destinationArn: textAt(from, 'destinationArn'), format } : undefined;
}

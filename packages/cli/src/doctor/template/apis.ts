import { type Place, placeOfKey, placeOfMember, placeOfPath, type Template, type Value } from '@gatewright/template';
import type { FunctionFacts } from './functions.ts';
import type { ResourceFacts, TemplateReading } from './resources.ts';
import { list, type Mapping, mapping, at as memberAt, namesIn, text } from './values.ts';

/** One REST or HTTP API of the template. */
export interface ApiFacts {
  readonly logicalId: string;
  readonly kind: 'rest' | 'http';
  readonly at: Place;
  readonly routes: readonly RouteFacts[];
  /** Every error that the gateway itself answers carries an Access-Control-Allow-Origin header. */
  readonly errorsHaveCors: boolean;
  /** Those of DEFAULT_4XX and DEFAULT_5XX that do not, of a REST API. */
  readonly errorsWithoutCors: readonly string[];
  readonly binaryMediaTypes: readonly string[];
}

export interface RouteFacts {
  readonly path: string;
  /** In capitals; `ANY`. */
  readonly method: string;
  readonly at: Place;
  /** The function that answers, or undefined for a mock, an HTTP backend or a function of another template. */
  readonly functionId: string | undefined;
  /** True when it calls a version or an alias; false when it calls $LATEST. */
  readonly qualified: boolean;
  readonly apiKeyRequired: boolean;
  /** What a mock that answers preflight sends, by lower-case header name, without the quotes of a static value. */
  readonly preflight: ReadonlyMap<string, PreflightHeader> | undefined;
}

export interface PreflightHeader {
  /** Undefined when the template computes it. */
  readonly value: string | undefined;
  readonly at: Place;
}

interface Reading extends TemplateReading {
  readonly functions: readonly FunctionFacts[];
}

export function readApis(reading: Reading): readonly ApiFacts[] {
  return [
    ...reading.resourcesOf('AWS::ApiGateway::RestApi').map((it) => readRestApi(reading, it)),
    ...reading.resourcesOf('AWS::ApiGatewayV2::Api').map((it) => readHttpApi(reading, it)),
  ];
}

function readRestApi(reading: Reading, { logicalId, resource, at }: ResourceFacts): ApiFacts {
  const properties = mapping(resource.Properties);
  const body = properties.Body;
  const responses = [
    ...Object.entries(mapping(memberAt(body, 'x-amazon-apigateway-gateway-responses'))).map(([type, it]) => ({
      type,
      parameters: memberAt(it, 'responseParameters'),
    })),
    ...reading
      .resourcesOf('AWS::ApiGateway::GatewayResponse')
      .filter((it) => namesIn(it.resource.Properties?.RestApiId).includes(logicalId))
      .map((it) => ({
        type: text(it.resource.Properties?.ResponseType) ?? '',
        parameters: it.resource.Properties?.ResponseParameters,
      })),
  ];
  const withCors = responses.filter(({ parameters }) =>
    Object.keys(mapping(parameters)).some((it) => /header\.access-control-allow-origin$/i.test(it)),
  );
  const types = new Set(withCors.map(({ type }) => type));
  const errorsWithoutCors = ['DEFAULT_4XX', 'DEFAULT_5XX'].filter((it) => !types.has(it));
  return {
    logicalId,
    kind: 'rest',
    at,
    routes: [...routesOfBody(reading, body, at), ...routesOfMethods(reading, logicalId)],
    errorsHaveCors: errorsWithoutCors.length === 0,
    errorsWithoutCors,
    binaryMediaTypes: [...list(properties.BinaryMediaTypes), ...list(memberAt(body, 'x-amazon-apigateway-binary-media-types'))].map(
      (it) => text(it) ?? '',
    ),
  };
}

function readHttpApi(reading: Reading, { logicalId, resource, at }: ResourceFacts): ApiFacts {
  const properties = mapping(resource.Properties);
  const routes = reading
    .resourcesOf('AWS::ApiGatewayV2::Route')
    .filter((it) => namesIn(it.resource.Properties?.ApiId).includes(logicalId))
    .flatMap((it): RouteFacts[] => {
      const [method = '', path = '/'] = (text(it.resource.Properties?.RouteKey) ?? '').split(' ');
      const integrationId = namesIn(it.resource.Properties?.Target)[0] ?? '';
      const called = functionIn(reading, reading.template.Resources[integrationId]?.Properties?.IntegrationUri);
      return [{ method: method === '$default' ? 'ANY' : method, path, at: it.at, ...called, apiKeyRequired: false, preflight: undefined }];
    });
  const cors = properties.CorsConfiguration ?? memberAt(properties.Body, 'x-amazon-apigateway-cors');
  return {
    logicalId,
    kind: 'http',
    at,
    routes: [...routesOfBody(reading, properties.Body, at), ...routes],
    // With CorsConfiguration an HTTP API adds the headers to its own errors as well.
    errorsHaveCors: cors !== undefined,
    errorsWithoutCors: [],
    binaryMediaTypes: ['*/*'],
  };
}

/** The routes of an OpenAPI body, which is what SAM makes of a function's events. */
function routesOfBody(reading: Reading, body: Value | undefined, apiAt: Place): RouteFacts[] {
  const paths = mapping(memberAt(body, 'paths'));
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(mapping(item))
      .filter(([verb]) => /^(get|put|post|delete|patch|head|options|x-amazon-apigateway-any-method)$/.test(verb))
      .map(([verb, operation]) => {
        const integration = memberAt(operation, 'x-amazon-apigateway-integration');
        const at = placeOfPath(mapping(body), ['paths', path, verb]) ?? apiAt;
        const responses = Object.values(mapping(memberAt(integration, 'responses'))).map((it) =>
          mapping(memberAt(it, 'responseParameters')),
        );
        const needsKey = list(memberAt(operation, 'security')).some((it) => Object.hasOwn(mapping(it), 'api_key'));
        return {
          path,
          method: verb === 'x-amazon-apigateway-any-method' ? 'ANY' : verb.toUpperCase(),
          at,
          ...functionIn(reading, memberAt(integration, 'uri')),
          apiKeyRequired: needsKey,
          preflight: text(memberAt(integration, 'type'))?.toLowerCase() === 'mock' ? preflightOf(responses, at) : undefined,
        };
      }),
  );
}

/** The routes of AWS::ApiGateway::Method resources, which is what serverless makes of a function's events. */
function routesOfMethods(reading: Reading, apiId: string): RouteFacts[] {
  return reading
    .resourcesOf('AWS::ApiGateway::Method')
    .filter(({ resource }) => namesIn(resource.Properties?.RestApiId).includes(apiId))
    .map(({ resource, at }) => {
      const properties = mapping(resource.Properties);
      const integration = properties.Integration;
      const responses = list(memberAt(integration, 'IntegrationResponses')).map((it) => mapping(memberAt(it, 'ResponseParameters')));
      return {
        path: pathOf(reading.template, properties.ResourceId),
        method: text(properties.HttpMethod)?.toUpperCase() ?? 'ANY',
        at,
        ...functionIn(reading, memberAt(integration, 'Uri')),
        apiKeyRequired: properties.ApiKeyRequired === true,
        preflight: text(memberAt(integration, 'Type')) === 'MOCK' ? preflightOf(responses, at) : undefined,
      };
    });
}

function pathOf(template: Template, resourceId: Value | undefined): string {
  const parts: string[] = [];
  for (let id = namesIn(resourceId)[0], depth = 0; id && depth < 60; depth += 1) {
    const resource = template.Resources[id];
    if (resource?.Type !== 'AWS::ApiGateway::Resource') break;
    parts.unshift(text(resource.Properties?.PathPart) ?? '?');
    id = namesIn(resource.Properties?.ParentId)[0];
  }
  return `/${parts.join('/')}`;
}

function preflightOf(responses: readonly Mapping[], at: Place): RouteFacts['preflight'] {
  const headers = new Map<string, PreflightHeader>();
  for (const parameters of responses) {
    for (const [name, value] of Object.entries(parameters)) {
      const header = name.match(/header\.(access-control-.*)$/i)?.[1]?.toLowerCase();
      if (header) {
        headers.set(header, {
          value: text(value)?.replace(/^'|'$/g, ''),
          at: placeOfMember(parameters, name) ?? placeOfKey(parameters, name) ?? at,
        });
      }
    }
  }
  return headers.has('access-control-allow-origin') ? headers : undefined;
}

/** The function that an integration's URI names, by itself or through an alias or version. */
function functionIn(reading: Reading, uri: Value | undefined): Pick<RouteFacts, 'functionId' | 'qualified'> {
  for (const name of namesIn(uri)) {
    // A stage variable in the URI is how a stage chooses an alias.
    if (reading.functions.some((it) => it.logicalId === name))
      return { functionId: name, qualified: JSON.stringify(uri).includes('stageVariables') };
    const resource = reading.template.Resources[name];
    if (resource?.Type === 'AWS::Lambda::Alias' || resource?.Type === 'AWS::Lambda::Version') {
      const { functionId } = functionIn(reading, resource.Properties?.FunctionName);
      if (functionId) return { functionId, qualified: true };
    }
  }
  return { functionId: undefined, qualified: false };
}

import { placeOf, placeOfKey } from '@gatewright/template';
import { ServiceError } from '../../protocol/service-error.ts';
import { identifierOf } from '../identifier.ts';
import type { ImportFinding } from '../import-finding.ts';
import {
  booleanAt,
  isMapping,
  type Mapping,
  mappingAt,
  mappingListAt,
  numberAt,
  textAt,
  textListAt,
  textMapAt,
  wordAt,
} from '../read-value.ts';
import { apiKeySources, type EditableRestApi, putGatewayResponse, putMethod, resourceAtPath } from './editable-rest-api.ts';
import { gatewayResponseTypes } from './gateway-response-types.ts';
import { requestModelsOf, responseModelsOf, schemasOf } from './open-api-models.ts';
import { authorizerOfOpenApi, type OpenApiSecurity, securityOfOperation } from './open-api-security.ts';
import { readRestApiPolicy } from './policy/rest-api-policy.ts';
import { integrationOfOpenApi } from './read-method.ts';
import type { MethodResponse } from './rest-api.ts';

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

/** Extensions of the root whose effect cannot be seen from this machine. */
const rootExtensionsWithoutEffect = ['documentation', 'endpoint-configuration', 'importexport-version', 'tag-value'];

/**
 * Adds what an OpenAPI 3 or Swagger 2 document declares to an API.
 *
 * @throws ServiceError BadRequestException when AWS would refuse the document
 * @source "API Gateway extensions to OpenAPI" and "Configuring a REST API using OpenAPI", API Gateway developer guide
 */
export function importOpenApi(api: EditableRestApi, document: Mapping): readonly ImportFinding[] {
  if (textAt(document, 'swagger') === undefined && textAt(document, 'openapi') === undefined) {
    throw new ServiceError('BadRequestException', 'Invalid OpenAPI input.', 400);
  }
  const findings: ImportFinding[] = [];
  const security: OpenApiSecurity = { document, authorizerIds: new Map(), findings };
  readRoot(api, document, findings);
  for (const [name, model] of schemasOf(document)) api.models.set(name, model);
  for (const [name, scheme] of Object.entries(schemesOf(document))) {
    const authorizer = isMapping(scheme) ? authorizerOfOpenApi(api.id, name, scheme) : undefined;
    if (!authorizer) continue;
    api.authorizers.set(authorizer.id, authorizer);
    security.authorizerIds.set(name, authorizer.id);
  }
  const paths = mappingAt(document, 'paths') ?? {};
  for (const [path, item] of Object.entries(paths)) {
    if (!isMapping(item)) continue;
    const resource = resourceAtPath(api, path, item);
    for (const [member, httpMethod] of Object.entries(methodsOfPathItem)) {
      const operation = mappingAt(item, member);
      if (!operation) continue;
      const source = placeOf(operation) ? operation : item;
      const integration = mappingAt(operation, 'x-amazon-apigateway-integration');
      const parameters = [...parametersOf(document, item), ...parametersOf(document, operation)];
      putMethod(api, resource, {
        httpMethod,
        ...securityOfOperation(api, security, operation),
        requestValidatorId: validatorIdOf(api, document, operation),
        operationName: textAt(operation, 'operationId'),
        requestParameters: Object.fromEntries(parameters.flatMap(requestParameterOf)),
        requestModels: requestModelsOf(api, document, operation, parameters, `${httpMethod}${resource.id}`),
        methodResponses: methodResponsesOf(api, document, operation, `${httpMethod}${resource.id}`),
        methodIntegration: integration && integrationOfOpenApi(integration, resource.id),
        source,
      });
    }
  }
  return findings;
}

function readRoot(api: EditableRestApi, document: Mapping, findings: ImportFinding[]): void {
  for (const type of textListAt(document, 'x-amazon-apigateway-binary-media-types')) {
    if (!api.binaryMediaTypes.includes(type)) api.binaryMediaTypes.push(type);
  }
  api.apiKeySource = wordAt(document, 'x-amazon-apigateway-api-key-source', apiKeySources) ?? api.apiKeySource;
  api.minimumCompressionSize = numberAt(document, 'x-amazon-apigateway-minimum-compression-size') ?? api.minimumCompressionSize;
  api.policy ??= readRestApiPolicy(document['x-amazon-apigateway-policy'], api.executeApiArn);
  for (const [name, validator] of Object.entries(mappingAt(document, 'x-amazon-apigateway-request-validators') ?? {})) {
    if (!isMapping(validator)) continue;
    const id = identifierOf(`${api.id} validator ${name}`, 6);
    const validateRequestBody = booleanAt(validator, 'validateRequestBody') ?? false;
    const validateRequestParameters = booleanAt(validator, 'validateRequestParameters') ?? false;
    api.requestValidators.set(id, { id, name, validateRequestBody, validateRequestParameters });
  }
  for (const [responseType, response] of Object.entries(mappingAt(document, 'x-amazon-apigateway-gateway-responses') ?? {})) {
    if (!isMapping(response)) continue;
    if (!gatewayResponseTypes.includes(responseType)) {
      const at = placeOf(response);
      const capitals = responseType.toUpperCase();
      const hint = gatewayResponseTypes.includes(capitals) ? `Write ${capitals}.` : `The types are ${gatewayResponseTypes.join(', ')}.`;
      findings.push({ message: `There is no gateway response type "${responseType}".`, at, hint, unsupported: false });
    }
    putGatewayResponse(api, {
      responseType,
      statusCode: textAt(response, 'statusCode'),
      responseParameters: textMapAt(response, 'responseParameters'),
      responseTemplates: textMapAt(response, 'responseTemplates'),
      source: response,
    });
  }
  for (const member of Object.keys(document)) {
    const extension = /^x-amazon-apigateway-(.+)$/.exec(member)?.[1];
    if (extension === undefined || rootExtensionsRead.includes(extension) || rootExtensionsWithoutEffect.includes(extension)) continue;
    findings.push({ message: `The extension ${member} is not honoured.`, at: placeOfKey(document, member), unsupported: true });
  }
}

const rootExtensionsRead = [
  'any-method',
  'api-key-source',
  'binary-media-types',
  'gateway-responses',
  'minimum-compression-size',
  'policy',
  'request-validator',
  'request-validators',
];

function schemesOf(document: Mapping): Mapping {
  return mappingAt(document, 'securityDefinitions') ?? mappingAt(mappingAt(document, 'components') ?? {}, 'securitySchemes') ?? {};
}

function parametersOf(document: Mapping, holder: Mapping): readonly Mapping[] {
  return mappingListAt(holder, 'parameters').map((parameter) => dereference(document, parameter));
}

/** Follows `$ref: '#/a/b'` inside the document. @throws ServiceError BadRequestException when it leads nowhere */
function dereference(document: Mapping, from: Mapping): Mapping {
  const reference = textAt(from, '$ref');
  if (reference === undefined) return from;
  let here: unknown = document;
  for (const part of reference.replace(/^#\//, '').split('/')) here = isMapping(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  if (!isMapping(here)) throw new ServiceError('BadRequestException', `Unable to resolve the reference ${reference}`, 400);
  return here;
}

const locations: { readonly [location: string]: string } = { path: 'path', query: 'querystring', header: 'header' };

function requestParameterOf(parameter: Mapping): readonly (readonly [string, boolean])[] {
  const location = locations[textAt(parameter, 'in') ?? ''];
  return location ? [[`method.request.${location}.${textAt(parameter, 'name') ?? ''}`, booleanAt(parameter, 'required') ?? false]] : [];
}

function methodResponsesOf(
  api: EditableRestApi,
  document: Mapping,
  operation: Mapping,
  generatedName: string,
): { readonly [statusCode: string]: MethodResponse } {
  const responses = Object.entries(mappingAt(operation, 'responses') ?? {}).flatMap(([statusCode, value]) => {
    if (!isMapping(value) || !/^\d{3}$/.test(statusCode)) return [];
    const response = dereference(document, value);
    const headers = Object.keys(mappingAt(response, 'headers') ?? {});
    const responseParameters = Object.fromEntries(headers.map((name) => [`method.response.header.${name}`, false]));
    const responseModels = responseModelsOf(api, { document, operation, response }, `${generatedName}Response${statusCode}`);
    return [[statusCode, { statusCode, ...(headers.length > 0 && { responseParameters }), responseModels }] as const];
  });
  return Object.fromEntries(responses);
}

function validatorIdOf(api: EditableRestApi, document: Mapping, operation: Mapping): string | undefined {
  const member = 'x-amazon-apigateway-request-validator';
  const name = textAt(operation, member) ?? textAt(document, member);
  if (name === undefined) return undefined;
  const validator = [...api.requestValidators.values()].find((it) => it.name === name);
  if (!validator) throw new ServiceError('BadRequestException', `Invalid request validator name specified: ${name}`, 400);
  return validator.id;
}

import {
  booleanMapAt,
  isMapping,
  type Mapping,
  mappingAt,
  mappingListAt,
  numberAt,
  requiredTextAt,
  requiredWordAt,
  textAt,
  textListAt,
  textMapAt,
  wordAt,
} from '../read-value.ts';
import type { ContentHandling, Integration, IntegrationResponse, MethodResponse } from './rest-api.ts';
import { integrationTypes, responseTransferModes } from './rest-api.ts';

const contentHandlings: readonly ContentHandling[] = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'];

/** AWS's limits; above 29 s only by a quota raise for Regional APIs, which this machine has. @source "Amazon API Gateway quotas" */
const defaultTimeoutMs = 29_000;

/** A Method's `Integration` property. @source "AWS::ApiGateway::Method Integration", CloudFormation template reference */
export function integrationOfProperties(from: Mapping, resourceId: string): Integration {
  return {
    type: requiredWordAt(from, 'Type', integrationTypes),
    httpMethod: textAt(from, 'IntegrationHttpMethod')?.toUpperCase(),
    uri: textAt(from, 'Uri'),
    connectionType: textAt(from, 'ConnectionType')?.toUpperCase(),
    connectionId: textAt(from, 'ConnectionId'),
    responseTransferMode: wordAt(from, 'ResponseTransferMode', responseTransferModes),
    credentials: textAt(from, 'Credentials'),
    requestParameters: textMapAt(from, 'RequestParameters'),
    requestTemplates: textMapAt(from, 'RequestTemplates'),
    passthroughBehavior: wordAt(from, 'PassthroughBehavior', ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']) ?? 'WHEN_NO_MATCH',
    contentHandling: wordAt(from, 'ContentHandling', contentHandlings),
    timeoutInMillis: numberAt(from, 'TimeoutInMillis') ?? defaultTimeoutMs,
    cacheNamespace: textAt(from, 'CacheNamespace') ?? resourceId,
    cacheKeyParameters: textListAt(from, 'CacheKeyParameters'),
    integrationResponses: mappingListAt(from, 'IntegrationResponses').map((response) => ({
      statusCode: requiredTextAt(response, 'StatusCode'),
      selectionPattern: textAt(response, 'SelectionPattern'),
      responseParameters: textMapAt(response, 'ResponseParameters'),
      responseTemplates: textMapAt(response, 'ResponseTemplates'),
      contentHandling: wordAt(response, 'ContentHandling', contentHandlings),
      source: response,
    })),
    source: from,
  };
}

/** `x-amazon-apigateway-integration`. @source "x-amazon-apigateway-integration object", API Gateway developer guide */
export function integrationOfOpenApi(from: Mapping, resourceId: string): Integration {
  return {
    type: requiredWordAt(from, 'type', integrationTypes),
    httpMethod: textAt(from, 'httpMethod')?.toUpperCase(),
    uri: textAt(from, 'uri'),
    connectionType: textAt(from, 'connectionType')?.toUpperCase(),
    connectionId: textAt(from, 'connectionId'),
    responseTransferMode: wordAt(from, 'responseTransferMode', responseTransferModes),
    credentials: textAt(from, 'credentials'),
    requestParameters: textMapAt(from, 'requestParameters'),
    requestTemplates: textMapAt(from, 'requestTemplates'),
    passthroughBehavior: wordAt(from, 'passthroughBehavior', ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']) ?? 'WHEN_NO_MATCH',
    contentHandling: wordAt(from, 'contentHandling', contentHandlings),
    timeoutInMillis: numberAt(from, 'timeoutInMillis') ?? defaultTimeoutMs,
    cacheNamespace: textAt(from, 'cacheNamespace') ?? resourceId,
    cacheKeyParameters: textListAt(from, 'cacheKeyParameters'),
    integrationResponses: integrationResponsesOfOpenApi(from),
    source: from,
  };
}

function integrationResponsesOfOpenApi(from: Mapping): readonly IntegrationResponse[] {
  const responses = mappingAt(from, 'responses') ?? {};
  return Object.entries(responses).flatMap(([pattern, response]) => {
    if (!isMapping(response)) return [];
    return [
      {
        statusCode: requiredTextAt(response, 'statusCode'),
        selectionPattern: pattern === 'default' ? undefined : pattern,
        responseParameters: textMapAt(response, 'responseParameters'),
        responseTemplates: textMapAt(response, 'responseTemplates'),
        contentHandling: wordAt(response, 'contentHandling', contentHandlings),
        source: response,
      },
    ];
  });
}

/** A Method's `MethodResponses` property. */
export function methodResponsesOfProperties(from: Mapping): { readonly [statusCode: string]: MethodResponse } {
  const responses = mappingListAt(from, 'MethodResponses').map((response) => ({
    statusCode: requiredTextAt(response, 'StatusCode'),
    ...(response.ResponseParameters !== undefined && { responseParameters: booleanMapAt(response, 'ResponseParameters') }),
    ...(response.ResponseModels !== undefined && { responseModels: textMapAt(response, 'ResponseModels') }),
  }));
  return Object.fromEntries(responses.map((response) => [response.statusCode, response]));
}

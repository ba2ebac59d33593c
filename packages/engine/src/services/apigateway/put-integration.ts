import type { Constraints } from './constraints.ts';
import { badRequest } from './operation.ts';
import { booleanOf, type Document, documentOf, numberOf, textListOf, textMapOf, textOf } from './request-document.ts';
import { type ContentHandling, type Integration, integrationTypes, responseTransferModes } from './rest-api.ts';
import { checkTransferMode } from './transfer-mode.ts';

/** In the order in which AWS names them. @source localstack's recording of PutIntegration */
const typesAsNamed = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'];
export const contentHandlings: readonly ContentHandling[] = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'];
export const passthroughBehaviors = ['WHEN_NO_MATCH', 'NEVER', 'WHEN_NO_TEMPLATES'] as const;
export const connectionTypes = ['INTERNET', 'VPC_LINK'] as const;

export function checkIntegrationInput(body: Document, constraints: Constraints): void {
  constraints.required(body.type, 'putIntegrationInput.type');
  constraints.oneOf(body.type, 'putIntegrationInput.type', typesAsNamed);
  constraints.oneOf(body.connectionType, 'putIntegrationInput.connectionType', connectionTypes);
  constraints.oneOf(body.contentHandling, 'putIntegrationInput.contentHandling', contentHandlings);
  constraints.oneOf(body.responseTransferMode, 'putIntegrationInput.responseTransferMode', responseTransferModes);
}

/** @throws ServiceError BadRequestException, SerializationException */
export function integrationOfRequest(body: Document, resourceId: string): Integration {
  const behavior = textOf(body, 'passthroughBehavior') ?? 'WHEN_NO_MATCH';
  const passthroughBehavior = passthroughBehaviors.find((it) => it === behavior);
  if (!passthroughBehavior) throw badRequest(`Invalid passthroughBehavior specified. Valid options are ${passthroughBehaviors.join(', ')}`);
  const tlsConfig = documentOf(body, 'tlsConfig');
  const integration: Integration = {
    type: integrationTypes.find((it) => it === body.type) ?? 'MOCK',
    httpMethod: textOf(body, 'httpMethod'),
    // A MOCK calls nothing, and AWS forgets where it would. @source localstack's recording of PutIntegration
    uri: body.type === 'MOCK' ? undefined : textOf(body, 'uri'),
    connectionType: connectionTypes.find((it) => it === body.connectionType),
    connectionId: textOf(body, 'connectionId'),
    tlsConfig: tlsConfig && { insecureSkipVerification: booleanOf(tlsConfig, 'insecureSkipVerification') ?? false },
    responseTransferMode: responseTransferModes.find((it) => it === body.responseTransferMode),
    credentials: textOf(body, 'credentials'),
    requestParameters: textMapOf(body, 'requestParameters') ?? {},
    requestTemplates: textMapOf(body, 'requestTemplates') ?? {},
    passthroughBehavior,
    contentHandling: contentHandlings.find((it) => it === body.contentHandling),
    timeoutInMillis: numberOf(body, 'timeoutInMillis') ?? 29_000,
    cacheNamespace: textOf(body, 'cacheNamespace') ?? resourceId,
    cacheKeyParameters: textListOf(body, 'cacheKeyParameters') ?? [],
    integrationResponses: [],
    source: body,
  };
  checkIntegration(integration);
  return integration;
}

const mappingExpression =
  /^(?:'[\s\S]*'|method\.request\.(?:path|querystring|header|multivaluequerystring|multivalueheader)\.\S+|method\.request\.body(?:\.\S+)?|context\.\S+|stageVariables\.\S+)$/;

/** @throws ServiceError BadRequestException in the words that AWS and its clients have for it */
export function checkIntegration(integration: Integration): void {
  const { type, httpMethod, uri, timeoutInMillis, requestParameters, requestTemplates } = integration;
  if (type !== 'MOCK') {
    if (httpMethod === undefined || httpMethod === '') throw badRequest('Enumeration value for HttpMethod must be non-empty');
    checkUri(type, uri ?? '');
  }
  // A function has a policy of its own; any other service is called with a role. @source public reports of PutIntegration
  if (type === 'AWS' && integration.credentials === undefined && !/^arn:[^:]+:apigateway:[^:]*:lambda:/.test(uri ?? ''))
    throw badRequest('Role ARN must be specified for AWS integrations');
  if (!Number.isInteger(timeoutInMillis) || timeoutInMillis < 50) throw badRequest('Timeout should be between 50 ms and 29000 ms');
  for (const expression of Object.values(requestParameters)) {
    if (mappingExpression.test(expression)) continue;
    const finding = `Invalid mapping expression specified: ${expression}`;
    throw badRequest(`Invalid mapping expression specified: Validation Result: warnings : [], errors : [${finding}]`);
  }
  checkContentTypes(requestTemplates);
  checkTransferMode(integration);
}

function checkUri(type: Integration['type'], uri: string): void {
  if (type === 'HTTP' || type === 'HTTP_PROXY') {
    if (!/^https?:\/\/[^/\s]+/i.test(uri) && !uri.includes('${stageVariables.'))
      throw badRequest('Invalid HTTP endpoint specified for URI');
    return;
  }
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(uri)) throw badRequest('Invalid ARN specified in the request');
  if (!/^arn:[^:]+:apigateway:[^:]*:[^:]+:(?:path|action)\//.test(uri))
    throw badRequest('AWS ARN for integration must contain path or action');
  if (type === 'AWS_PROXY' && !/^arn:[^:]+:apigateway:[^:]*:(?:lambda|firehose):/.test(uri))
    throw badRequest("Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.");
}

/** @source localstack's recording of PutIntegrationResponse */
export function checkContentTypes(templates: { readonly [contentType: string]: string }): void {
  for (const contentType of Object.keys(templates)) {
    if (/^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+/.test(contentType) || contentType === '$default') continue;
    throw badRequest(`Validation Result: warnings : [], errors : [Invalid content type specified: ${contentType}]`);
  }
}

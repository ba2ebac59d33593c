import { ServiceError } from '../../protocol/service-error.ts';
import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import { fillStageVariables, functionOfUri } from '../lambda-uri.ts';
import { integrationBodyOf } from '../rest/integration-body.ts';
import { mapResponse } from '../rest/map-response.ts';
import { applyRequestOverrides, mapRequestParameters } from '../rest/request-parameters.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import { callLambda } from './call-lambda.ts';
import { callS3, s3PathOfUri } from './call-s3.ts';
import { callService } from './call-service.ts';
import { endpointOf } from './http.ts';
import type { RestIntegration } from './integration.ts';
import { withinTime } from './within-time.ts';

const dynamoDbAction = /^arn:[^:]+:apigateway:[^:]*:dynamodb:action\/(\w+)$/;

/** AWS: a function, or an action of a service, whose input and output mapping templates make. */
export const aws: RestIntegration = {
  mapRequest(exchange) {
    const { integration } = exchange.route;
    const parameters = mapRequestParameters(exchange);
    const { body } = integrationBodyOf(exchange);
    applyRequestOverrides(parameters, exchange);
    const text = body.toString();
    const { httpMethod = 'POST' } = integration;
    if (s3PathOfUri(integration.uri ?? '') !== undefined) {
      const contentType = exchange.headers.last('content-type');
      const headers = new Map(parameters.headers);
      if (contentType !== undefined && !headers.has('content-type'))
        headers.set('content-type', { name: 'Content-Type', values: [contentType] });
      const method = httpMethod === 'ANY' ? exchange.httpMethod : httpMethod;
      const uri = endpointOf(exchange, parameters, []);
      exchange.integrationRequest = { httpMethod: method, uri, headers, body: ['GET', 'HEAD', 'DELETE'].includes(method) ? '' : body };
      return;
    }
    const uri = fillStageVariables(integration.uri ?? '', exchange.stage.stage.variables);
    if (functionOfUri(uri) === undefined && !dynamoDbAction.test(uri))
      exchange.integrationRequest = { httpMethod, uri: endpointOf(exchange, parameters, []), headers: parameters.headers, body };
    else exchange.integrationRequest = { httpMethod, uri, headers: parameters.headers, body: text === '' ? '{}' : text };
  },

  call(exchange) {
    const { uri } = exchange.integrationRequest;
    const path = s3PathOfUri(uri);
    if (path !== undefined) return callS3(exchange, path);
    const action = dynamoDbAction.exec(uri)?.[1];
    if (action === undefined && functionOfUri(uri) === undefined) return callService(exchange);
    refuseBrokenJson(exchange);
    return action === undefined ? callFunction(exchange) : callDynamoDb(exchange, action);
  },

  mapResponse,
};

async function callFunction(exchange: RestExchange): Promise<void> {
  const { headers } = exchange.integrationRequest;
  if (headers.get('x-amz-invocation-type')?.values[0] === 'Event') {
    // Lambda takes an event and answers 202 at once; how the function fares is in its own log.
    void callLambda(exchange).catch(() => {});
    exchange.integrationResponse = { statusCode: 202, headers: new Map(), body: '', selectionValue: undefined };
    return;
  }
  const result = await callLambda(exchange);
  const selectionValue = result.functionError === undefined ? undefined : errorMessageOf(result.payload.toString());
  exchange.integrationResponse = { statusCode: 200, headers: new Map(), body: result.payload, selectionValue };
}

function errorMessageOf(payload: string): string {
  const error: unknown = JSON.parse(payload);
  return typeof error === 'object' && error !== null && 'errorMessage' in error ? String(error.errorMessage) : '';
}

/** @source "Tutorial: Create a REST API with an AWS integration": the action's own JSON goes in and comes out. */
async function callDynamoDb(exchange: RestExchange, action: string): Promise<void> {
  const { body } = exchange.integrationRequest;
  try {
    const output = await withinTime(exchange.services.dynamodb.call(action, JSON.parse(body.toString())), exchange);
    exchange.integrationResponse = { statusCode: 200, headers: new Map(), body: JSON.stringify(output), selectionValue: '200' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const document = { __type: `com.amazonaws.dynamodb.v20120810#${error.code}`, message: error.message };
    exchange.integrationResponse = {
      statusCode: error.status,
      headers: new Map(),
      body: JSON.stringify(document),
      selectionValue: String(error.status),
    };
  }
}

/** Lambda and DynamoDB refuse an input that is not JSON, and API Gateway answers 500 then. */
function refuseBrokenJson(exchange: RestExchange): void {
  try {
    JSON.parse(exchange.integrationRequest.body.toString());
  } catch (error) {
    const message = `The body for the integration is not JSON: ${error instanceof Error ? error.message : String(error)}.`;
    const hint = 'Look at the request template: a missing value leaves a gap, and text needs quotes.';
    const at = placeIn(exchange.route.integration.source, 'RequestTemplates', 'requestTemplates');
    throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', {
      explanation: { message, hint, at },
      layer: 'integration',
    });
  }
}

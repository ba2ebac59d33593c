import { placeOf } from '@gatewright/template';
import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import { functionOfUri } from '../lambda-uri.ts';
import { refuseIllegalHeader } from '../rest/request-parameters.ts';
import type { IntegrationRequest, RestExchange } from '../rest/rest-exchange.ts';
import { callLambda } from './call-lambda.ts';
import type { RestIntegration } from './integration.ts';
import { lambdaProxyEvent } from './lambda-proxy-event.ts';
import { answerOfProxyResult, isFault, type ResultFault, readProxyResult } from './lambda-proxy-response.ts';

const internalServerError = 'Internal server error';
const none: IntegrationRequest['headers'] = new Map();

/** AWS_PROXY: the whole request as an event, the function's result as the whole answer. */
export const lambdaProxy: RestIntegration = {
  mapRequest(exchange) {
    const { integration, uri } = exchange.route;
    if (integration.httpMethod !== 'POST') {
      const message = `Lambda is invoked with POST, and this integration says ${integration.httpMethod ?? 'nothing'}.`;
      const at = placeIn(integration.source, 'IntegrationHttpMethod', 'httpMethod');
      const hint = 'Set IntegrationHttpMethod (httpMethod in OpenAPI) to POST, whatever the method of the route.';
      throw new GatewayError('INTEGRATION_FAILURE', internalServerError, { explanation: { message, at, hint }, statusCode: 500 });
    }
    // The event knows nothing of RequestParameters, but one that may not be set fails the call all the same.
    for (const target in integration.requestParameters) {
      const header = /^integration\.request\.header\.(.+)$/.exec(target)?.[1];
      if (header !== undefined) refuseIllegalHeader(header, exchange);
    }
    exchange.integrationRequest = {
      httpMethod: 'POST',
      uri,
      headers: none,
      body: lambdaProxyEvent(exchange),
    };
  },

  call(exchange) {
    return callLambda(exchange).then((result) => {
      if (result.functionError !== undefined) throw functionFailed(exchange);
      exchange.integrationResponse = { statusCode: 200, headers: none, body: result.payload, selectionValue: undefined };
    });
  },

  mapResponse(exchange) {
    const result = readProxyResult(exchange.integrationResponse.body.toString());
    if (isFault(result)) throw malformedResult(result, exchange);
    const answer = answerOfProxyResult(result, exchange);
    if (!answer) {
      const message = 'isBase64Encoded is true and the client accepts a binary type, but body is not base64.';
      const hint = "Encode it: body: buffer.toString('base64').";
      throw new GatewayError('API_CONFIGURATION_ERROR', internalServerError, { explanation: { message, hint }, layer: 'integration' });
    }
    exchange.answer = answer;
  },
};

export function malformedResult(fault: ResultFault, exchange: RestExchange): GatewayError {
  const functionName = functionOfUri(exchange.integrationRequest.uri) ?? '';
  const message = `Malformed Lambda proxy response from ${exchange.trace.invocation?.functionName ?? functionName}: ${fault.message}.`;
  const { handlerAt } = exchange.services.lambda.getFunction(functionName);
  const explanation = { message, at: handlerAt ?? placeOf(exchange.route.method.source), hint: fault.hint };
  return new GatewayError('DEFAULT_5XX', internalServerError, { explanation, layer: 'integration', statusCode: 502 });
}

/** The function threw, timed out or crashed: 502, whatever it was. The invocation's own trace says what. */
export function functionFailed(exchange: RestExchange): GatewayError {
  const { invocation } = exchange.trace;
  const message = `API Gateway answers 502 because ${invocation?.functionName ?? 'the function'} failed.`;
  return new GatewayError('DEFAULT_5XX', internalServerError, {
    explanation: { message, at: invocation?.error?.at },
    layer: 'lambda',
    statusCode: 502,
  });
}

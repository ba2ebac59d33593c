import { placeOf } from '@gatewright/template';
import { ServiceError } from '../../../protocol/service-error.ts';
import type { Integration } from '../../../services/apigatewayv2/http-api.ts';
import { placeIn } from '../../../trace/place-in.ts';
import type { GatewayAnswer } from '../../gateway-request.ts';
import { fillStageVariables } from '../../lambda-uri.ts';
import { HttpApiError } from '../http-api-error.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { invokeFunction } from '../invoke-function.ts';
import { answerOfResult1, answerOfResult2, isFault } from '../lambda-result.ts';
import { payload1 } from '../payload-1.ts';
import { payload2 } from '../payload-2.ts';
import { waitFor } from '../wait-for.ts';
import { mapResponse } from './map-response.ts';
import { mappedExchange } from './mapped-exchange.ts';

/** AWS_PROXY with a function: the request as an event, the result as the answer. */
export async function callFunction(exchange: HttpExchange, integration: Integration): Promise<GatewayAnswer> {
  const { stage, route } = exchange;
  const uri = fillStageVariables(integration.integrationUri ?? '', stage.stage.stageVariables);
  const at = placeIn(integration.source, 'IntegrationUri', 'uri');
  const isFormat2 = integration.payloadFormatVersion === '2.0';
  const seen = mappedExchange(exchange, integration.requestParameters);
  const payload = isFormat2 ? payload2(seen) : payload1(seen);
  // With the route's own path and its variables: what permissions name.
  const sourceArn = `${stage.api.executeApiArn}${stage.stage.stageName}/${route.path === undefined ? '$default' : exchange.httpMethod + route.path}`;
  try {
    const invoked = invokeFunction(exchange, { uri, payload, sourceArn, credentialsArn: integration.credentialsArn });
    const result = await waitFor(invoked, exchange, integration);
    exchange.trace.invocation = result.trace;
    exchange.integrationStatus = 200;
    if (result.functionError !== undefined) throw functionFailed(exchange);
    const answer = isFormat2 ? answerOfResult2(result.payload) : answerOfResult1(result.payload);
    if (isFault(answer)) throw malformed(answer, uri, exchange);
    return mapResponse(answer, exchange, integration);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw refusedByLambda(error, { uri, sourceArn, at });
  }
}

function functionFailed({ trace }: HttpExchange): HttpApiError {
  const { invocation } = trace;
  const message = `API Gateway answers 500 because ${invocation?.functionName ?? 'the function'} failed.`;
  return new HttpApiError('INTERNAL_SERVER_ERROR', { explanation: { message, at: invocation?.error?.at }, layer: 'lambda' });
}

function malformed(fault: { readonly message: string; readonly hint: string }, uri: string, exchange: HttpExchange): HttpApiError {
  const message = `Malformed Lambda proxy response from ${exchange.trace.invocation?.functionName ?? uri}: ${fault.message}.`;
  return new HttpApiError('INTERNAL_SERVER_ERROR', {
    explanation: { message, at: placeOf(exchange.route.route.source), hint: fault.hint },
    layer: 'integration',
  });
}

const hints: { readonly [code: string]: string } = {
  AccessDeniedException:
    'Add an AWS::Lambda::Permission that lets apigateway.amazonaws.com invoke the function (SAM and Serverless write it for their events).',
  ResourceNotFoundException: 'The IntegrationUri names a function that is not in this template.',
  TooManyRequestsException: 'Raise ReservedConcurrentExecutions, or answer faster.',
};

/** Lambda refuses the call itself. */
function refusedByLambda(
  error: ServiceError,
  { uri, sourceArn, at }: { uri: string; sourceArn: string; at: ReturnType<typeof placeIn> },
): HttpApiError {
  const message =
    error.code === 'AccessDeniedException'
      ? `Lambda refuses API Gateway: the policy of ${uri} does not allow ${sourceArn}.`
      : `Lambda refuses the call of ${uri}: ${error.message} (${error.code}).`;
  const rule = error.code === 'TooManyRequestsException' ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
  return new HttpApiError(rule, { explanation: { message, at, hint: hints[error.code] }, layer: 'lambda' });
}

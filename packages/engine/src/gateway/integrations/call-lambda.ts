import { ServiceError } from '../../protocol/service-error.ts';
import type { InvokeRequest, LambdaService, StreamedInvocation } from '../../services/lambda/lambda.ts';
import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import { functionOfUri } from '../lambda-uri.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import { withinTime } from './within-time.ts';

/** What Lambda's Invoke answers. */
export type InvokeResult = Awaited<ReturnType<LambdaService['invoke']>>;

/**
 * Invokes the integration's function and waits no longer than the integration's time.
 *
 * @throws GatewayError when Lambda refuses the call (500) or does not answer in time (504)
 */
export function callLambda(exchange: RestExchange): Promise<InvokeResult> {
  return invoked(exchange, (lambda, request) => lambda.invoke(request)).then((result) => {
    exchange.trace.invocation = result.trace;
    return result;
  });
}

/**
 * The same, with the answer as the function writes it: waits until it begins.
 * @throws GatewayError as `callLambda`
 */
export function streamLambda(exchange: RestExchange): Promise<StreamedInvocation> {
  return invoked(exchange, (lambda, request) => lambda.invokeWithResponseStream(request));
}

function invoked<Result>(
  exchange: RestExchange,
  invoke: (lambda: LambdaService, request: InvokeRequest) => Promise<Result>,
): Promise<Result> {
  const { route, stage } = exchange;
  const { integration } = route;
  const { uri } = exchange.integrationRequest;
  const functionName = uri === route.uri ? route.functionName : functionOfUri(uri);
  if (functionName === undefined) {
    const at = placeIn(integration.source, 'Uri', 'uri');
    const message = `The integration's URI names no Lambda function: ${uri}`;
    throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', { explanation: { message, at } });
  }
  const sourceArn = `${stage.api.executeApiArn}${stage.stage.stageName}/${exchange.httpMethod}${route.resource.path}`;
  const invocation = invoke(exchange.services.lambda, {
    functionName,
    payload: exchange.integrationRequest.body,
    isJson: integration.type === 'AWS_PROXY',
    traceId: exchange.traceId,
    // A role to call with takes the place of the function's own policy.
    onBehalfOf: integration.credentials === undefined ? { principal: 'apigateway.amazonaws.com', sourceArn } : undefined,
  });
  return withinTime(invocation, exchange, (error) =>
    error instanceof ServiceError ? refusalOf(error, functionName, sourceArn, exchange) : error,
  );
}

const hints: { readonly [code: string]: string } = {
  AccessDeniedException:
    'Add an AWS::Lambda::Permission that lets apigateway.amazonaws.com invoke the function (SAM and Serverless write it for their events).',
  ResourceNotFoundException: 'The URI names a function that is not in this template.',
  TooManyRequestsException: 'Raise ReservedConcurrentExecutions, or answer faster.',
};

/** Lambda refuses the call itself. @source localstack's recordings: all of them are 500 */
function refusalOf(error: ServiceError, functionName: string, sourceArn: string, exchange: RestExchange): GatewayError {
  const { source } = exchange.route.integration;
  const message =
    error.code === 'AccessDeniedException'
      ? `Lambda refuses API Gateway: the policy of ${functionName} does not allow ${sourceArn}.`
      : `Lambda refuses the call of ${functionName}: ${error.message} (${error.code}).`;
  return new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', {
    layer: 'lambda',
    explanation: { message, at: placeIn(source, 'Uri', 'uri'), hint: hints[error.code] },
  });
}

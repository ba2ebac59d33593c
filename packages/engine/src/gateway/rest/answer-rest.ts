import type { RequestTrace } from '../../trace/trace.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayAnswer, GatewayRequest } from '../gateway-request.ts';
import { runSteps } from '../step.ts';
import type { CompiledStage } from './compile-stage.ts';
import { explainMiss } from './explain-miss.ts';
import { gatewayResponseFor } from './gateway-response.ts';
import { RestExchange } from './rest-exchange.ts';
import { type RequestPlace, RestRequest, type RestSurroundings } from './rest-request.ts';

/**
 * Answers a request that has found its stage. Refusals become gateway responses and are written into the trace with the rule and
 * the line behind them; a fault of our own rejects, and the listener answers 500.
 */
export async function answerRest(
  surroundings: RestSurroundings,
  stage: CompiledStage,
  { request, place, trace }: { readonly request: GatewayRequest; readonly place: RequestPlace; readonly trace: RequestTrace },
): Promise<GatewayAnswer> {
  const { world } = surroundings;
  let on = new RestRequest({
    ...surroundings,
    ...place,
    stage,
    request,
    trace,
    // The header replaces the method before a resource is chosen. @source "Amazon API Gateway important notes"
    httpMethod: place.headers.last('x-http-method-override')?.toUpperCase() ?? request.method,
    requestTimeEpoch: world.now(),
    extendedRequestId: `${Buffer.from(world.hex(22), 'hex').toString('base64url')}=`,
  });
  trace.apiId = stage.api.id;
  trace.stage = stage.stage.stageName;
  try {
    const match = stage.router.match(on.httpMethod, place.path);
    if (!match) {
      throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token', {
        explanation: explainMiss(stage.api, on.httpMethod, place.path),
      });
    }
    const exchange = new RestExchange(on, match);
    on = exchange;
    trace.resourcePath = match.target.resource.path;
    await runSteps(match.target.steps, exchange);
    return exchange.answer;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    trace.refusal = { ...error.explanation, layer: error.layer, rule: error.type };
    return gatewayResponseFor(error, on);
  }
}

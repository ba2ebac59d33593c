import type { RequestTrace } from '../../trace/trace.ts';
import type { GatewayAnswer, GatewayRequest } from '../gateway-request.ts';
import type { FoundStage } from './find-stage.ts';
import { type RestSurroundings } from './rest-request.ts';
/**
 * Answers a request that has found its stage. Refusals become gateway responses and are written into the trace with the rule and
 * the line behind them; a fault of our own rejects, and the listener answers 500.
 */
export declare function answerRest(surroundings: RestSurroundings, found: FoundStage, request: GatewayRequest, trace: RequestTrace): Promise<GatewayAnswer>;

import type { Step } from '../step.ts';
import type { RestExchange } from './rest-exchange.ts';
import type { RestRoute } from './served-stage.ts';
/**
 * What a REST API does with a matched request, in AWS's order. To add a step: one file in steps/, one line here.
 * @source "Gateway response types for API Gateway": which refusal hides which
 */
export declare const restPipeline: readonly Step<RestExchange, RestRoute>[];

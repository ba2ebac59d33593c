import type { Step } from '../step.ts';
import type { HttpExchange } from './http-exchange.ts';
import type { HttpRoute } from './served-http-stage.ts';
import { answerPreflight } from './steps/answer-preflight.ts';
import { authorize } from './steps/authorize.ts';
import { callIntegration } from './steps/call-integration.ts';
import { throttle } from './steps/throttle.ts';

/**
 * What an HTTP API does with a matched request, in AWS's order. To add a step: one file in steps/, one line here. A preflight passes the
 * route's authorizer, as AWS warns, and goes no further.
 * @source "Configure CORS for HTTP APIs in API Gateway": CORS for an HTTP API with a $default route and an authorizer
 */
export const httpPipeline: readonly Step<HttpExchange, HttpRoute>[] = [throttle, authorize, answerPreflight, callIntegration];

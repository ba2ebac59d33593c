import type { Step } from '../step.ts';
import type { RestExchange } from './rest-exchange.ts';
import type { RestRoute } from './served-stage.ts';
import { authorize } from './steps/authorize.ts';
import { callIntegration } from './steps/call-integration.ts';
import { checkApiKey } from './steps/check-api-key.ts';
import { checkResourcePolicy } from './steps/check-resource-policy.ts';
import { decompressRequest } from './steps/decompress-request.ts';
import { mapIntegrationRequest } from './steps/map-integration-request.ts';
import { mapIntegrationResponse } from './steps/map-integration-response.ts';
import { readCache } from './steps/read-cache.ts';
import { throttle } from './steps/throttle.ts';
import { validateRequest } from './steps/validate-request.ts';
import { writeCache } from './steps/write-cache.ts';

/**
 * What a REST API does with a matched request, in AWS's order. To add a step: one file in steps/, one line here.
 * @source "Gateway response types for API Gateway": which refusal hides which
 */
export const restPipeline: readonly Step<RestExchange, RestRoute>[] = [
  checkResourcePolicy,
  authorize,
  checkApiKey,
  throttle,
  decompressRequest,
  validateRequest,
  readCache,
  mapIntegrationRequest,
  callIntegration,
  mapIntegrationResponse,
  writeCache,
];

import { placeOf } from '@gatewright/template';
import type { Step } from '../../step.ts';
import { takeToken } from '../../token-bucket.ts';
import { HttpApiError } from '../http-api-error.ts';
import type { HttpExchange } from '../http-exchange.ts';
import type { HttpRoute } from '../served-http-stage.ts';

/** A bucket for each route of a stage. @source "Throttle requests to your HTTP APIs for better throughput in API Gateway" */
export const throttle: Step<HttpExchange, HttpRoute> = {
  name: 'throttle',
  applies: ({ throttle: { rateLimit, burstLimit } }) => rateLimit !== undefined || burstLimit !== undefined,
  run({ surroundings: { memory, world }, route }) {
    const { apiId, stageName, source } = route.stage;
    const { routeKey } = route.route;
    if (takeToken(memory.buckets, `${apiId}/${stageName}/${routeKey}`, route.throttle, world.now())) return;
    const { rateLimit, burstLimit } = route.throttle;
    const message = `${routeKey} of the stage ${stageName} lets ${rateLimit} requests a second pass, ${burstLimit ?? Math.ceil(rateLimit ?? 0)} at once.`;
    const hint = 'Raise ThrottlingRateLimit and ThrottlingBurstLimit in DefaultRouteSettings or RouteSettings, or let the client wait.';
    throw new HttpApiError('TOO_MANY_REQUESTS', { explanation: { message, at: placeOf(source), hint }, layer: 'throttle' });
  },
};

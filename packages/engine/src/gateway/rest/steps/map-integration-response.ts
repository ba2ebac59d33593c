import type { Step } from '../../step.ts';
import type { RestRoute } from '../compile-stage.ts';
import type { RestExchange } from '../rest-exchange.ts';

/** Makes the client's answer of the integration's. */
export const mapIntegrationResponse: Step<RestExchange, RestRoute> = {
  name: 'mapIntegrationResponse',
  applies: () => true,
  run: (exchange) => exchange.route.behaviour?.mapResponse(exchange),
};

import { placeOf } from '@gatewright/template';
import { GatewayError } from '../../gateway-error.ts';
import type { Step } from '../../step.ts';
import type { RestRoute } from '../compile-stage.ts';
import type { RestExchange } from '../rest-exchange.ts';

/** Makes the integration's request of the client's. */
export const mapIntegrationRequest: Step<RestExchange, RestRoute> = {
  name: 'mapIntegrationRequest',
  applies: () => true,
  run(exchange) {
    const { behaviour, integration } = exchange.route;
    if (behaviour) return behaviour.mapRequest(exchange);
    const message = `Integrations of type ${integration.type} are not served here.`;
    throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', {
      explanation: { message, at: placeOf(integration.source) },
    });
  },
};

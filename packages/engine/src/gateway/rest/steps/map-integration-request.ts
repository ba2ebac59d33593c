import { restIntegrationOf } from '../../integrations/integrations.ts';
import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/** Makes the integration's request of the client's. */
export const mapIntegrationRequest: Step<RestExchange, RestRoute> = {
  name: 'mapIntegrationRequest',
  applies: () => true,
  run(exchange) {
    return restIntegrationOf(exchange.route.integration).mapRequest(exchange);
  },
};

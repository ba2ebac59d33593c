import { restIntegrationOf } from '../../integrations/integrations.ts';
import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/** Makes the client's answer of the integration's. */
export const mapIntegrationResponse: Step<RestExchange, RestRoute> = {
  name: 'mapIntegrationResponse',
  applies: () => true,
  run: (exchange) => restIntegrationOf(exchange.route.integration).mapResponse(exchange),
};

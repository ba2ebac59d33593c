import { restIntegrationOf } from '../../integrations/integrations.ts';
import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/** Sends the integration's request and waits for the answer. */
export const callIntegration: Step<RestExchange, RestRoute> = {
  name: 'callIntegration',
  applies: ({ integration }) => integration.type !== 'MOCK',
  run: (exchange) => restIntegrationOf(exchange.route.integration).call(exchange),
};

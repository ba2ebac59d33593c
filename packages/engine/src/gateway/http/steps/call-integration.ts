import { placeOf } from '@gatewright/template';
import type { Step } from '../../step.ts';
import { HttpApiError } from '../http-api-error.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { integrationFor } from '../integrations/integrations.ts';
import type { HttpRoute } from '../served-http-stage.ts';

export const callIntegration: Step<HttpExchange, HttpRoute> = {
  name: 'callIntegration',
  applies: () => true,
  async run(exchange) {
    const { integration, route } = exchange.route;
    if (!integration) {
      const message = `The route ${route.routeKey} has no integration.`;
      const hint = 'Give it a Target: integrations/ and the id of one.';
      throw new HttpApiError('INTERNAL_SERVER_ERROR', { explanation: { message, at: placeOf(route.source), hint } });
    }
    exchange.answer = await integrationFor(integration)(exchange, integration);
  },
};

import type { Step } from '../../step.ts';
import type { RestRoute } from '../compile-stage.ts';
import type { RestExchange } from '../rest-exchange.ts';

/** Sends the integration's request and waits for the answer. */
export const callIntegration: Step<RestExchange, RestRoute> = {
  name: 'callIntegration',
  applies: ({ integration }) => integration.type !== 'MOCK',
  run: (exchange) => exchange.route.behaviour?.call(exchange),
};

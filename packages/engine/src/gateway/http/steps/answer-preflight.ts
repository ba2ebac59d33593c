import type { Step } from '../../step.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { isPreflight, preflightAnswer } from '../preflight.ts';
import type { HttpRoute } from '../served-http-stage.ts';

/** The gateway answers preflights itself, whatever the route leads to, when the API has a CORS configuration. */
export const answerPreflight: Step<HttpExchange, HttpRoute> = {
  name: 'answerPreflight',
  applies: ({ api, method }) => api.corsConfiguration !== undefined && (method === undefined || method === 'ANY' || method === 'OPTIONS'),
  run(exchange) {
    if (!isPreflight(exchange)) return undefined;
    exchange.answer = preflightAnswer(exchange);
    return 'answered';
  },
};

import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
import { cacheKeyOf, cacheTtlSecondsOf } from './read-cache.ts';

/** Keeps the answer for the next request like this one. */
export const writeCache: Step<RestExchange, RestRoute> = {
  name: 'writeCache',
  applies: (route) => cacheTtlSecondsOf(route) > 0,
  run(exchange) {
    const { memory, world, route } = exchange;
    memory.cache.put(cacheKeyOf(exchange), exchange.answer, world.now() + cacheTtlSecondsOf(route) * 1000);
  },
};

import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
import { cacheKeyOf } from './read-cache.ts';

/** Keeps the answer for the next request like this one. */
export const writeCache: Step<RestExchange, RestRoute> = {
  name: 'writeCache',
  applies: ({ cacheTtlSeconds }) => cacheTtlSeconds > 0,
  run(exchange) {
    const { stage, world, route } = exchange;
    stage.cache.put(cacheKeyOf(exchange), exchange.answer, {
      path: exchange.path,
      expiresAtMs: world.now() + route.cacheTtlSeconds * 1000,
    });
  },
};

import type { HttpExchange } from '../http-exchange.ts';
import { selectionValue } from '../parameter-mapping.ts';

/** The values of `$request.header.X`, `$context.X` and the like, in their order; undefined where there is none. */
export function readIdentitySources(sources: readonly string[], exchange: HttpExchange): readonly (string | undefined)[] {
  return sources.map((source) => {
    const value = selectionValue(source.replace(/^\$/, ''), exchange);
    return value === '' ? undefined : value;
  });
}

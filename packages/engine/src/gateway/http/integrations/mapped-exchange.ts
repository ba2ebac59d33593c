import type { ParameterMapping } from '../../../services/apigatewayv2/http-api.ts';
import { RequestHeaders } from '../../request-headers.ts';
import { HttpExchange } from '../http-exchange.ts';
import { mapRequest } from './map-request.ts';

/** The request as a function sees it behind a mapping: with the headers, query and path that the mapping has changed. */
export function mappedExchange(exchange: HttpExchange, mapping: ParameterMapping): HttpExchange {
  if (Object.keys(mapping).length === 0) return exchange;
  const { request, place } = exchange;
  const mapped = mapRequest(
    { path: undefined, headers: new Map(request.headers.byName), query: new Map(exchange.query) },
    exchange,
    mapping,
  );
  const pairs = [...mapped.query].flatMap(([name, values]) => values.map((it) => `${encodeURIComponent(name)}=${encodeURIComponent(it)}`));
  const path = mapped.path ?? place.path;
  const headers = new RequestHeaders([...mapped.headers.values()].flatMap(({ name, values }) => values.flatMap((it) => [name, it])));
  const changed = new HttpExchange(exchange, exchange.route, exchange.pathParameters, {
    place: { ...place, path },
    request: { ...request, headers, url: pairs.length === 0 ? path : `${path}?${pairs.join('&')}` },
  });
  changed.authorizer = exchange.authorizer;
  return changed;
}

import type { ParameterMapping } from '../../../services/apigatewayv2/http-api.ts';
import { headerFault, wireText } from '../../header-text.ts';
import type { BackendHeader } from '../../http-backend.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { fillSelection, parseTarget } from '../parameter-mapping.ts';

export interface MappedRequest {
  /** Undefined leaves the integration's own path. */
  readonly path: string | undefined;
  /** By lower-case name. */
  readonly headers: Map<string, BackendHeader>;
  readonly query: Map<string, readonly string[]>;
}

/**
 * Changes a request as the mapping says; every value is read from the client's own.
 * @source "Transform API requests and responses for HTTP APIs in API Gateway"
 */
export function mapRequest(request: MappedRequest, exchange: HttpExchange, mapping: ParameterMapping): MappedRequest {
  let { path } = request;
  const { headers, query } = request;
  for (const [target, expression] of Object.entries(mapping)) {
    const { action, location, name } = parseTarget(target);
    const value = action === 'remove' ? '' : fillSelection(expression, exchange);
    if (location === 'path' && action === 'overwrite') path = value.startsWith('/') ? value : `/${value}`;
    if (location === 'querystring') {
      if (action === 'remove') query.delete(name);
      else query.set(name, action === 'append' ? [...(query.get(name) ?? []), value] : [value]);
    }
    if (location === 'header' && !headerFault(name, value)) {
      const key = name.toLowerCase();
      if (action === 'remove') headers.delete(key);
      else
        headers.set(key, {
          name,
          values: action === 'append' ? [...(headers.get(key)?.values ?? []), wireText(value)] : [wireText(value)],
        });
    }
  }
  return { path, headers, query };
}

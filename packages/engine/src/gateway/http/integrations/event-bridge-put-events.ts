import { ServiceError } from '../../../protocol/service-error.ts';
import type { Integration } from '../../../services/apigatewayv2/http-api.ts';
import type { GatewayAnswer } from '../../gateway-request.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { fillSelection } from '../parameter-mapping.ts';

/** One entry's members, by EventBridge's own names. @source "Integration subtype reference", API Gateway developer guide */
const entryMembers: readonly string[] = ['Detail', 'DetailType', 'EventBusName', 'Resources', 'Source', 'Time', 'TraceHeader'];
const headers = ['content-type', 'application/x-amz-json-1.1'];

/** EventBridge answers as its own protocol does, with JSON; an entry that it refuses is a success that says so. */
export async function putEvents(exchange: HttpExchange, { requestParameters }: Integration): Promise<GatewayAnswer> {
  try {
    const output = await exchange.services.events.call('PutEvents', { Entries: [entryOf(exchange, requestParameters)] });
    return { statusCode: 200, headers: [...headers], body: JSON.stringify(output) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { statusCode: error.status, headers: [...headers], body: JSON.stringify({ __type: error.code, message: error.message }) };
  }
}

function entryOf(exchange: HttpExchange, parameters: Integration['requestParameters']): { readonly [member: string]: unknown } {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, expression]): [string, unknown][] => {
      const value = entryMembers.includes(name) ? fillSelection(expression, exchange) : '';
      if (value === '') return [];
      return [[name, name === 'Resources' ? value.split(',').map((it) => it.trim()) : value]];
    }),
  );
}

import type { Integration } from '../../../services/apigatewayv2/http-api.ts';
import { placeIn } from '../../../trace/place-in.ts';
import type { GatewayAnswer } from '../../gateway-request.ts';
import { HttpApiError } from '../http-api-error.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { waitFor } from '../wait-for.ts';
import { putEvents } from './event-bridge-put-events.ts';
import { mapResponse } from './map-response.ts';
import { sendMessage } from './sqs-send-message.ts';

/** First-class integrations that are served here. @source "Integration subtype reference", API Gateway developer guide */
const subtypes: { readonly [subtype: string]: (exchange: HttpExchange, integration: Integration) => Promise<GatewayAnswer> } = {
  'EventBridge-PutEvents': putEvents,
  'SQS-SendMessage': sendMessage,
};

/** A first-class integration. The others say by each request that they are not served. */
export async function callAwsService(exchange: HttpExchange, integration: Integration): Promise<GatewayAnswer> {
  const { integrationSubtype = '', source } = integration;
  const call = Object.hasOwn(subtypes, integrationSubtype) ? subtypes[integrationSubtype] : undefined;
  if (!call) {
    const message = `gatewright does not serve integrations of the subtype ${integrationSubtype}.`;
    const explanation = { message, at: placeIn(source, 'IntegrationSubtype', 'integrationSubtype') };
    throw new HttpApiError('INTERNAL_SERVER_ERROR', { explanation, layer: 'integration' });
  }
  const answer = await waitFor(call(exchange, integration), exchange, integration);
  exchange.integrationStatus = answer.statusCode;
  return mapResponse(answer, exchange, integration);
}

import type { Integration } from '../../../services/apigatewayv2/http-api.ts';
import { placeIn } from '../../../trace/place-in.ts';
import type { GatewayAnswer } from '../../gateway-request.ts';
import { HttpApiError } from '../http-api-error.ts';
import type { HttpExchange } from '../http-exchange.ts';

/** A first-class integration, `SQS-SendMessage`. None of these services is run here: each request says so. */
export async function callAwsService(_exchange: HttpExchange, { integrationSubtype, source }: Integration): Promise<GatewayAnswer> {
  const message = `gatewright does not serve integrations of the subtype ${integrationSubtype}.`;
  const explanation = { message, at: placeIn(source, 'IntegrationSubtype', 'integrationSubtype') };
  throw new HttpApiError('INTERNAL_SERVER_ERROR', { explanation, layer: 'integration' });
}

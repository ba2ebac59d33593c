import type { Integration } from '../../../services/apigatewayv2/http-api.ts';
import type { GatewayAnswer } from '../../gateway-request.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { callAwsService } from './aws-service.ts';
import { callBackendOverHttp } from './http-proxy.ts';
import { callFunction } from './lambda-proxy.ts';

/** Calls what a route leads to and gives the client's answer. @throws HttpApiError */
export type HttpIntegration = (exchange: HttpExchange, integration: Integration) => Promise<GatewayAnswer>;

/** What a route of an HTTP API may call. */
export function integrationFor({ integrationType, integrationSubtype }: Integration): HttpIntegration {
  if (integrationSubtype !== undefined) return callAwsService;
  return integrationType === 'HTTP_PROXY' ? callBackendOverHttp : callFunction;
}

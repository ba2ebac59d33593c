import type { GatewayAnswer } from '../gateway-request.ts';
import type { HttpRequest } from './http-exchange.ts';

/** Whether a browser asks what it may do. */
export function isPreflight({ httpMethod, headers }: HttpRequest): boolean {
  return httpMethod === 'OPTIONS' && headers.byName.has('origin') && headers.byName.has('access-control-request-method');
}

/** 204 without a body; an origin that is not allowed gets no CORS headers. @source "Configure CORS for HTTP APIs in API Gateway" */
export function preflightAnswer(on: HttpRequest): GatewayAnswer {
  const origin = on.headers.last('origin');
  on.isPreflightAnswered = true;
  return { statusCode: 204, headers: origin === undefined ? [] : [...(on.stage.cors?.preflightHeaders(origin) ?? [])], body: '' };
}

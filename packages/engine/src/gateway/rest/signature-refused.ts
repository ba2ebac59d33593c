import type { ServiceError } from '../../protocol/service-error.ts';
import type { GatewayResponseType } from '../../services/apigateway/gateway-response-types.ts';
import type { Explanation } from '../../trace/trace.ts';
import { GatewayError } from '../gateway-error.ts';

const typesByCode: { readonly [code: string]: GatewayResponseType } = {
  MissingAuthenticationTokenException: 'MISSING_AUTHENTICATION_TOKEN',
  ExpiredTokenException: 'EXPIRED_TOKEN',
  InvalidSignatureException: 'INVALID_SIGNATURE',
};

/** A signature that does not pass, as a REST API refuses it. @source "Gateway response types for API Gateway" */
export function signatureRefused(error: ServiceError, explanation: Explanation, layer = 'authorizer'): GatewayError {
  const details = { explanation, layer, statusCode: 403, errorType: error.code };
  return new GatewayError(typesByCode[error.code] ?? 'DEFAULT_4XX', error.message, details);
}

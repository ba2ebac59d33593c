import { ServiceError } from '../../protocol/service-error.ts';
import { GatewayError } from '../gateway-error.ts';
import { verifyRequest } from '../identity/verify-request.ts';
import { explainMiss } from './explain-miss.ts';
import type { ReceivedRequest } from './rest-request.ts';
import { signatureRefused } from './signature-refused.ts';

/**
 * What a request is refused with that no method serves. AWS wants it signed before it says that there is nothing: so the caller who signs
 * nothing reads of a missing token, and who sends a token of another kind reads of his Authorization header.
 *
 * @source "Gateway response types for API Gateway": RESOURCE_NOT_FOUND is for requests that pass authentication; public reports of
 * unknown paths with a bearer token. The text of RESOURCE_NOT_FOUND is not recorded.
 */
export function unknownResource({ surroundings, place, request, httpMethod }: ReceivedRequest): GatewayError {
  const { world, identities } = surroundings;
  const explanation = explainMiss(place.stage.api, httpMethod, place.path);
  try {
    verifyRequest(request, { world, identities, service: 'execute-api' });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return signatureRefused(error, explanation, 'gateway');
  }
  return new GatewayError('RESOURCE_NOT_FOUND', 'Not Found', { explanation });
}

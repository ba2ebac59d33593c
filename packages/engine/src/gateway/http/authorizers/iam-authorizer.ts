import { placeOf } from '@gatewright/template';
import { ServiceError } from '../../../protocol/service-error.ts';
import { explainSignature, verifyRequest } from '../../identity/verify-request.ts';
import { HttpApiError } from '../http-api-error.ts';
import type { HttpAuthorizerResult } from '../http-authorizer-result.ts';
import type { HttpExchange } from '../http-exchange.ts';

const service = 'execute-api';

/**
 * Lets callers pass whose signature is sound and whose access key is known here; the policies of users and roles are not evaluated.
 * @throws HttpApiError FORBIDDEN, whatever is wrong
 * @source "Control access to HTTP APIs with IAM authorization in API Gateway"
 */
export function authorizeBySignature(exchange: HttpExchange): HttpAuthorizerResult {
  const { world, identities } = exchange.surroundings;
  try {
    return { kind: 'iam', credential: verifyRequest(exchange.request, { world, identities, service }) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const [reason, hint] = explainSignature(error, service);
    const { routeKey, source } = exchange.route.route;
    const message = `${routeKey} asks for AWS_IAM, and ${reason}`;
    throw new HttpApiError('FORBIDDEN', { explanation: { message, at: placeOf(source), hint }, layer: 'authorizer' });
  }
}

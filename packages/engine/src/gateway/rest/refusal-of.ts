import { GatewayError } from '../gateway-error.ts';
import { VelocityError } from '../velocity/syntax.ts';

/** What the client is refused with: what a mapping leaves that has no end is a fault of the API. Anything else thrown is a bug of ours. */
export function refusalOf(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (!(error instanceof VelocityError)) throw error;
  const explanation = { message: `${error.message}.` };
  return new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', { explanation, layer: 'integration' });
}

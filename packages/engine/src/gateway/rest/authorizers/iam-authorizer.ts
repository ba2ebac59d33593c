import { placeOf } from '@gatewright/template';
import { ServiceError } from '../../../protocol/service-error.ts';
import type { KnownCredential } from '../../../services/known-credential.ts';
import type { GatewayError } from '../../gateway-error.ts';
import { explainSignature, verifyRequest } from '../../identity/verify-request.ts';
import type { RestExchange } from '../rest-exchange.ts';
import { signatureRefused } from '../signature-refused.ts';
import { deniedByResourcePolicy, judgeResourcePolicy } from './resource-policy.ts';

const service = 'execute-api';

/**
 * Finds out who signed the request and lets callers pass whose signature is sound and whose access key is known here, unless the resource policy denies. The policies of users
 * and roles are not evaluated: a known caller counts as allowed by its own.
 *
 * @throws GatewayError MISSING_AUTHENTICATION_TOKEN, EXPIRED_TOKEN, INVALID_SIGNATURE, DEFAULT_4XX, ACCESS_DENIED
 * @source "Control access to a REST API with IAM permissions"; "How API Gateway resource policies affect authorization workflow"
 */
export function authorizeBySignature(exchange: RestExchange): void {
  const { request, world, identities } = exchange;
  let credential: KnownCredential;
  try {
    credential = verifyRequest(request, { world, identities, service });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw refused(error, exchange);
  }
  exchange.caller = credential;
  const principal = { accountId: exchange.world.accountId, arn: credential.arn, roleArn: credential.roleArn };
  const outcome = judgeResourcePolicy(exchange, principal);
  if (outcome?.decision === 'deny') throw deniedByResourcePolicy(outcome, exchange, principal);
}

function refused(error: ServiceError, { route }: RestExchange): GatewayError {
  const [reason, hint] = explainSignature(error, service);
  const { httpMethod, source } = route.method;
  const message = `${httpMethod} ${route.resource.path} asks for AWS_IAM, and ${reason}`;
  return signatureRefused(error, { message, at: placeOf(source), hint });
}

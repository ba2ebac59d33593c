import { placeOf } from '@gatewright/template';
import { readSignature, type Signature } from '../../../protocol/read-signature.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { verifySignature } from '../../../protocol/verify-signature.ts';
import type { GatewayResponseType } from '../../../services/apigateway/gateway-response-types.ts';
import { GatewayError } from '../../gateway-error.ts';
import { pathOf, queryOf } from '../../gateway-request.ts';
import type { KnownCredential } from '../../identity/known-credential.ts';
import type { RestExchange } from '../rest-exchange.ts';
import { deniedByResourcePolicy, judgeResourcePolicy } from './resource-policy.ts';

/**
 * Lets callers pass whose signature is sound and whose access key is known here, unless the resource policy denies. The policies of users
 * and roles are not evaluated: a known caller counts as allowed by its own.
 *
 * @returns who signed the request
 * @throws GatewayError MISSING_AUTHENTICATION_TOKEN, INVALID_SIGNATURE, DEFAULT_4XX, ACCESS_DENIED
 * @source "Control access to a REST API with IAM permissions"; "How API Gateway resource policies affect authorization workflow"
 */
export function authorizeBySignature(exchange: RestExchange): KnownCredential {
  const { request, headers } = exchange;
  const query = queryOf(request.url);
  let credential: KnownCredential;
  try {
    const signature = readSignature(
      headers.last('authorization'),
      (name) => headers.last(name),
      new URLSearchParams(query.replaceAll('+', '%2B')),
    );
    if (!signature) {
      throw refused(
        'MISSING_AUTHENTICATION_TOKEN',
        new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403),
        exchange,
      );
    }
    credential = credentialOf(signature, exchange);
    verifySignature(
      {
        method: request.method,
        path: pathOf(request.url),
        query,
        valuesOf: (name) => headers.byName.get(name)?.values,
        body: request.body,
      },
      signature,
      { service: 'execute-api', region: exchange.world.region, nowMs: exchange.world.now(), secretAccessKey: credential.secretAccessKey },
    );
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw refused(error.code === 'InvalidSignatureException' ? 'INVALID_SIGNATURE' : 'DEFAULT_4XX', error, exchange);
  }
  const principal = { accountId: exchange.world.accountId, arn: credential.arn, roleArn: credential.roleArn };
  const outcome = judgeResourcePolicy(exchange, principal);
  if (outcome?.decision === 'deny') throw deniedByResourcePolicy(outcome, exchange, principal);
  return credential;
}

/** @source "How can I troubleshoot signature mismatch errors", AWS re:Post knowledge center: the words for an unknown key */
function credentialOf({ accessKeyId, sessionToken }: Signature, { identities }: RestExchange): KnownCredential {
  const credential = identities.credentialOf(accessKeyId);
  if (!credential || (credential.sessionToken !== undefined && credential.sessionToken !== sessionToken))
    throw new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
  return credential;
}

const reasons: { readonly [code: string]: readonly [message: string, hint: string] } = {
  MissingAuthenticationTokenException: [
    'the request is not signed.',
    'Sign it for the service execute-api, for instance: curl --aws-sigv4 "aws:amz:REGION:execute-api" --user "test:test" URL.',
  ],
  IncompleteSignatureException: [
    'the Authorization header is no AWS signature.',
    'AWS_IAM takes Signature Version 4 and nothing else: a token needs an authorizer.',
  ],
  UnrecognizedClientException: [
    'the access key is not known here, or its session token is missing.',
    'Known are the key of the developer (test, with the secret test, unless the engine was given another) and those of the functions that run here.',
  ],
  InvalidSignatureException: ['the signature does not fit the request.', 'The answer says what should have been signed.'],
};

function refused(type: GatewayResponseType, error: ServiceError, { route }: RestExchange): GatewayError {
  const [reason, hint] = reasons[error.code] ?? [error.message, undefined];
  const { httpMethod, source } = route.method;
  const message = `${httpMethod} ${route.resource.path} asks for AWS_IAM, and ${reason}`;
  const details = { explanation: { message, at: placeOf(source), hint }, layer: 'authorizer', statusCode: 403, errorType: error.code };
  return new GatewayError(type, error.message, details);
}

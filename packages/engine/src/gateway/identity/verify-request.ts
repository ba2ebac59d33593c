import { readSignature, type Signature } from '../../protocol/read-signature.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { verifySignature } from '../../protocol/verify-signature.ts';
import type { KnownCredential } from '../../services/known-credential.ts';
import type { World } from '../../world/world.ts';
import { type GatewayRequest, pathOf, queryOf } from '../gateway-request.ts';
import type { Identities } from './identities.ts';

export interface SignatureRules {
  readonly world: World;
  readonly identities: Identities;
  /** `execute-api`, `lambda`. */
  readonly service: string;
  /** The only Region that counts; the world's without it. */
  readonly region?: string;
}

/**
 * Who signed a request.
 * @throws ServiceError MissingAuthenticationTokenException, IncompleteSignatureException, ExpiredTokenException,
 * UnrecognizedClientException, InvalidSignatureException
 */
export function verifyRequest(
  request: Pick<GatewayRequest, 'method' | 'url' | 'headers' | 'body'>,
  { world, identities, service, region = world.region }: SignatureRules,
): KnownCredential {
  const { headers } = request;
  const query = queryOf(request.url);
  const parameters = new URLSearchParams(query.replaceAll('+', '%2B'));
  const signature = readSignature(headers.last('authorization'), (name) => headers.last(name), parameters);
  if (!signature) throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  const credential = credentialOf(signature, identities);
  verifySignature(
    {
      method: request.method,
      path: pathOf(request.url),
      query,
      valuesOf: (name) => headers.byName.get(name)?.values,
      body: request.body,
    },
    signature,
    { service, region, nowMs: world.now(), secretAccessKey: credential.secretAccessKey },
  );
  return credential;
}

/** @source "How can I troubleshoot signature mismatch errors", AWS re:Post knowledge center: the words for an unknown key */
function credentialOf({ accessKeyId, sessionToken }: Signature, identities: Identities): KnownCredential {
  if (identities.hasExpired(accessKeyId)) throw expiredToken();
  const credential = identities.credentialOf(accessKeyId);
  if (!credential || (credential.sessionToken !== undefined && credential.sessionToken !== sessionToken))
    throw new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
  return credential;
}

/** @source "The security token included in the request is expired", AWS re:Post knowledge center */
export function expiredToken(): ServiceError {
  return new ServiceError('ExpiredTokenException', 'The security token included in the request is expired', 403);
}

/** Why a signature does not pass and what helps, in the words that follow "asks for AWS_IAM, and". */
export function explainSignature({ code, message }: ServiceError, service: string): readonly [reason: string, hint: string | undefined] {
  const reasons: { readonly [code: string]: readonly [reason: string, hint: string] } = {
    MissingAuthenticationTokenException: [
      'the request is not signed.',
      `Sign it for the service ${service}, for instance: curl --aws-sigv4 "aws:amz:REGION:${service}" --user "test:test" URL.`,
    ],
    IncompleteSignatureException: [
      'the Authorization header is no AWS signature.',
      'AWS_IAM takes Signature Version 4 and nothing else: a token needs an authorizer.',
    ],
    UnrecognizedClientException: [
      'the access key is not known here, or its session token is missing.',
      'Known are the key of the developer (test, with the secret test, unless the engine was given another) and those of the functions that run here.',
    ],
    ExpiredTokenException: [
      'its temporary credentials hold no longer.',
      'Take new ones: AssumeRole and GetSessionToken say how long theirs hold.',
    ],
    InvalidSignatureException: ['the signature does not fit the request.', 'The answer says what should have been signed.'],
  };
  return reasons[code] ?? [message, undefined];
}

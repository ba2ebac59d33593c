import { timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import type { S3Credential, S3State } from './operation.ts';

export interface CheckedSignature {
  readonly accessKeyId: string;
  readonly given: string;
  readonly wanted: string;
  readonly stringToSign: string;
  /** Of Signature Version 4. */
  readonly canonical?: string;
}

/** @throws ServiceError SignatureDoesNotMatch, with what should have been signed */
export function checkSignature({ accessKeyId, given, wanted, stringToSign, canonical }: CheckedSignature): void {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  if (a.length === b.length && timingSafeEqual(a, b)) return;
  const message = 'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
  throw new ServiceError('SignatureDoesNotMatch', message, 403, {
    AWSAccessKeyId: accessKeyId,
    StringToSign: stringToSign,
    SignatureProvided: given,
    StringToSignBytes: bytesOf(stringToSign),
    ...(canonical !== undefined && { CanonicalRequest: canonical, CanonicalRequestBytes: bytesOf(canonical) }),
  });
}

/** @throws ServiceError InvalidAccessKeyId, InvalidToken */
export function findCredential(
  { credentialOf }: Pick<S3State, 'credentialOf'>,
  accessKeyId: string,
  token: string | undefined,
): S3Credential {
  const credential = credentialOf(accessKeyId);
  if (!credential) {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    throw new ServiceError('InvalidAccessKeyId', message, 403, { AWSAccessKeyId: accessKeyId });
  }
  if (credential.sessionToken !== undefined && credential.sessionToken !== token)
    throw new ServiceError('InvalidToken', 'The provided token is malformed or otherwise invalid.', 400);
  return credential;
}

/** `41 57 53 34`. */
function bytesOf(text: string): string {
  return [...Buffer.from(text)].map((it) => it.toString(16).padStart(2, '0')).join(' ');
}

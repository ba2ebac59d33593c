import { createHash } from 'node:crypto';
import { canonicalRequest } from '../../protocol/canonical-request.ts';
import { readSignature, type Signature } from '../../protocol/read-signature.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { S3State } from './operation.ts';
import { signV4 } from './presigned-v4.ts';
import { checkSignature, findCredential } from './signature-errors.ts';

/** Clocks may differ by so much. */
const skewMs = 15 * 60_000;

export interface SignedHeaderRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  /** All values of a header, by lower-case name. */
  valuesOf(header: string): readonly string[] | undefined;
}

/**
 * Verifies the signature in an Authorization header as S3 does: over the path as it is sent, and the hash that the request names for its body.
 * @throws ServiceError AccessDenied, AuthorizationHeaderMalformed, ExpiredToken, InvalidAccessKeyId, InvalidRequest, RequestTimeTooSkewed, ...
 * @source "Signature calculations for the authorization header" and "Error responses", Amazon S3 API reference
 */
export function verifyS3Header(request: SignedHeaderRequest, on: Pick<S3State, 'credentialOf'> & { readonly nowMs: number }): void {
  const first = (name: string): string | undefined => request.valuesOf(name)?.[0];
  const header = first('authorization') ?? '';
  if (!header.startsWith('AWS4-HMAC-SHA256')) {
    const message = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
    throw new ServiceError('InvalidRequest', message);
  }
  const signature = wellFormed(header, first);
  const payloadHash = first('x-amz-content-sha256');
  if (payloadHash === undefined) {
    const members = { MissingHeaderName: 'x-amz-content-sha256' };
    throw new ServiceError('MissingSecurityHeader', 'Your request was missing a required header', 400, members);
  }
  checkTime(signature, on.nowMs);
  const { accessKeyId, day, region, service, date } = signature;
  const { secretAccessKey } = findCredential(on, accessKeyId, signature.sessionToken);
  const [path = '/', query = ''] = request.url.split('?');
  const signed = { method: request.method, path, query, valuesOf: request.valuesOf, body: Buffer.alloc(0), payloadHash, pathAsSent: true };
  const canonical = canonicalRequest(signed, signature.signedHeaders);
  const digest = createHash('sha256').update(canonical).digest('hex');
  const stringToSign = `AWS4-HMAC-SHA256\n${date}\n${day}/${region}/${service}/aws4_request\n${digest}`;
  const wanted = signV4({ secretAccessKey, day, region, service }, stringToSign);
  checkSignature({ accessKeyId, given: signature.signature, wanted, stringToSign, canonical });
}

function wellFormed(header: string, first: (name: string) => string | undefined): Signature {
  try {
    const signature = readSignature(header, first, new URLSearchParams());
    if (signature) return signature;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
  if (first('x-amz-date') === undefined && first('date') === undefined)
    throw new ServiceError('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header', 403);
  const message =
    'The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.';
  throw new ServiceError('AuthorizationHeaderMalformed', message);
}

function checkTime({ date, day }: Signature, nowMs: number): void {
  const signedAtMs = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(signedAtMs))
    throw new ServiceError('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header', 403);
  if (day !== date.slice(0, 8)) {
    const message = `The authorization header is malformed; Invalid credential date "${day}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`;
    throw new ServiceError('AuthorizationHeaderMalformed', message);
  }
  if (Math.abs(nowMs - signedAtMs) <= skewMs) return;
  throw new ServiceError('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 403, {
    RequestTime: date,
    ServerTime: new Date(nowMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    MaxAllowedSkewMilliseconds: String(skewMs),
  });
}

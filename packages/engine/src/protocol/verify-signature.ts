import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalRequest, type SignedRequest } from './canonical-request.ts';
import { basicIso, type Signature } from './read-signature.ts';
import { ServiceError } from './service-error.ts';

export interface ExpectedSignature {
  readonly service: string;
  readonly region: string;
  readonly nowMs: number;
  readonly secretAccessKey: string;
}

/** Clocks may differ by so much. @source "Troubleshoot signed requests for AWS APIs" */
const skewMs = 5 * 60_000;

/**
 * Verifies a Signature Version 4 against the secret of its access key.
 * @throws ServiceError InvalidSignatureException, with AWS's words
 * @source "Create a signed AWS API request"; "Troubleshoot signed requests for AWS APIs"
 */
export function verifySignature(request: SignedRequest, signature: Signature, expected: ExpectedSignature): void {
  const { service, region, nowMs, secretAccessKey } = expected;
  if (signature.service !== service) throw invalid(`Credential should be scoped to correct service: '${service}'. `);
  if (signature.region !== region) throw invalid(`Credential should be scoped to a valid region, not '${signature.region}'. `);
  checkTime(signature, nowMs);
  if (!signature.signedHeaders.includes('host')) throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  const canonical = canonicalRequest(request, signature.signedHeaders);
  const scope = `${signature.day}/${region}/${service}/aws4_request`;
  const stringToSign = `AWS4-HMAC-SHA256\n${signature.date}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
  const key = [signature.day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const wanted = hmac(key, stringToSign);
  const given = Buffer.from(signature.signature, 'hex');
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  const message =
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. ' +
    'Consult the service documentation for details.\n\n' +
    `The Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${stringToSign}'\n`;
  throw invalid(message);
}

function checkTime({ date, day, expiresSeconds }: Signature, nowMs: number): void {
  const [, year, month, of, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const signedAtMs = Date.parse(`${year}-${month}-${of}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signedAtMs)) {
    const message = `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`;
    throw new ServiceError('IncompleteSignatureException', message, 403);
  }
  if (day !== date.slice(0, 8)) {
    const whose = `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP`;
    throw invalid(`${whose}: '${day}' != '${date.slice(0, 8)}', from '${date}'.`);
  }
  const lifeMs = expiresSeconds === undefined ? skewMs : expiresSeconds * 1000;
  const now = basicIso(nowMs);
  if (signedAtMs < nowMs - lifeMs) {
    const life = lifeMs % 60_000 === 0 ? `${lifeMs / 60_000} min.` : `${lifeMs / 1000} sec.`;
    throw invalid(`Signature expired: ${date} is now earlier than ${basicIso(nowMs - lifeMs)} (${now} - ${life})`);
  }
  if (signedAtMs > nowMs + skewMs)
    throw invalid(`Signature not yet current: ${date} is still later than ${basicIso(nowMs + skewMs)} (${now} + ${skewMs / 60_000} min.)`);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidSignatureException', message, 403);
}

import { createHash, createHmac } from 'node:crypto';
import { canonicalRequest } from '../protocol/canonical-request.ts';
import type { Credential } from '../protocol/sigv4.ts';

export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface UnsignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Lower-case names; `host` among them. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
  /** Of a body that is not at hand. */
  readonly payloadHash?: string | undefined;
}

/**
 * The headers with a signature of Signature Version 4.
 * @param nowMs milliseconds since 1970
 * @source "Create a signed AWS API request", AWS Identity and Access Management user guide
 */
export function signRequest(
  request: UnsignedRequest,
  { service, region }: Pick<Credential, 'service' | 'region'>,
  keys: SigningKeys,
  nowMs: number,
): { readonly [name: string]: string } {
  const time = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const headers: { readonly [name: string]: string } = {
    ...request.headers,
    'x-amz-date': time,
    ...(keys.sessionToken !== undefined && { 'x-amz-security-token': keys.sessionToken }),
  };
  const signed = Object.keys(headers)
    .filter((name) => name === 'host' || name === 'content-type' || name === 'content-md5' || name.startsWith('x-amz-'))
    .sort();
  const valuesOf = (name: string): readonly string[] => [headers[name] ?? ''];
  const canonical = canonicalRequest({ ...request, valuesOf, pathAsSent: service === 's3' }, signed);
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((from, part) => hmac(from, part), `AWS4${keys.secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${signed.join(';')}, Signature=${signature}`,
  };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

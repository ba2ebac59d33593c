/** Who signed a request, and for which service. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name: `dynamodb`, `s3`, `monitoring`. */
  readonly service: string;
}

const scope = /Credential=([^/,\s]{1,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request/i;

/**
 * Reads the credential scope of a Signature Version 4 header or presigned URL. The signature itself is not checked: the keys
 * of this machine guard nothing.
 *
 * @source "Elements of an AWS API request signature", AWS Identity and Access Management user guide
 */
export function readCredential(authorization: string | undefined, url: string): Credential | undefined {
  const signed = authorization?.startsWith('AWS4-HMAC-SHA256') ? authorization : presigned(url);
  const found = signed && scope.exec(signed);
  if (!found) return undefined;
  const [, accessKeyId = '', , region = '', service = ''] = found;
  return { accessKeyId, region, service: service.toLowerCase() };
}

function presigned(url: string): string | undefined {
  const at = url.indexOf('X-Amz-Credential=');
  return at < 0 ? undefined : url.slice(at + 'X-Amz-'.length, at + 400).replaceAll(/%2F/gi, '/');
}

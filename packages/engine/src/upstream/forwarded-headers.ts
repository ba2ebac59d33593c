import type { IncomingMessage } from 'node:http';
import type { AwsRequest } from '../protocol/aws-service.ts';

/** Of one connection, and not of the message. @source RFC 9110, 7.6.1 */
const hopByHop = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
/** Made anew, or of no use there. */
const replaced = ['host', 'authorization', 'x-amz-date', 'x-amz-security-token', 'expect'];

export function headersToSend(headers: AwsRequest['headers']): { readonly [name: string]: string } {
  return forwarded(headers, replaced);
}

export function headersToAnswer({ headers }: IncomingMessage): { readonly [name: string]: string } {
  return forwarded(headers, []);
}

/** A query string without the signature of a presigned URL. */
export function withoutPresignature(query: string): string {
  const own = /^X-Amz-(?:Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)=/i;
  return query
    .split('&')
    .filter((part) => !own.test(part))
    .join('&');
}

function forwarded(headers: AwsRequest['headers'], without: readonly string[]): { readonly [name: string]: string } {
  const named = String(headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((it) => it.trim());
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || hopByHop.includes(name) || named.includes(name) || without.includes(name)) continue;
    kept[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return kept;
}

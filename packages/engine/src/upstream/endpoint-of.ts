import type { Credential } from '../protocol/sigv4.ts';
import type { SigningKeys } from './sign-request.ts';

export interface UpstreamSettings {
  /** An emulator's endpoint; undefined is AWS itself. */
  readonly url: URL | undefined;
  /** With which calls are signed anew. */
  readonly keys: SigningKeys;
}

/** Services whose host is not called as they are signed. @source "Service endpoints and quotas", AWS general reference */
const hosts: { readonly [service: string]: (region: string) => string } = {
  iam: () => 'iam.amazonaws.com',
  cloudfront: () => 'cloudfront.amazonaws.com',
  route53: () => 'route53.amazonaws.com',
  organizations: () => 'organizations.us-east-1.amazonaws.com',
  ses: (region) => `email.${region}.amazonaws.com`,
  'aws-marketplace': (region) => `metering.marketplace.${region}.amazonaws.com`,
};

/** Where a call goes. */
export function endpointOf({ url }: UpstreamSettings, credential: Credential | undefined): URL {
  if (url) return url;
  const { service = 's3', region = 'us-east-1' } = credential ?? {};
  const host = Object.hasOwn(hosts, service) ? hosts[service]?.(region) : undefined;
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(`https://${host ?? `${service}.${region}.${domain}`}`);
}

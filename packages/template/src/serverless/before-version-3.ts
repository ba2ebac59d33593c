import type { Value } from '../template.ts';

/** What `${self:provider...}` answered before Serverless v3 for what the file leaves open. */
export const defaultsBeforeVersion3: { readonly [path: string]: string } = { 'provider.stage': 'dev', 'provider.region': 'us-east-1' };

/**
 * Whether a service asks, by its `frameworkVersion`, for a Serverless Framework before v3 and for no later one: `^2.10`,
 * `>=1.1.0 <2.0.0`. Such a file is read with the little that v3 took away.
 * @source "Upgrading to v3", Serverless Framework documentation
 */
export function isBeforeVersion3(frameworkVersion: Value | undefined): boolean {
  if (typeof frameworkVersion !== 'string' && typeof frameworkVersion !== 'number') return false;
  return String(frameworkVersion)
    .split('||')
    .every(
      (range) =>
        /<\s*=?\s*v?(?:[0-2]\b|3(?:\.0)*(?![.\d]))/.test(range.replace(/<\s*=\s*v?3/, '')) ||
        /(?:^|\s)[~^=]*\s*v?[0-2](?:\.|\s|$)/.test(range),
    );
}

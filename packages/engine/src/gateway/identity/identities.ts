import type { KnownCredential } from '../../services/known-credential.ts';
import { createIssuers, type Issuers } from './issuers.ts';

/** Whom the gateway can recognise: issuers of tokens by their keys, callers by their access keys. */
export interface Identities {
  readonly issuers: Issuers;
  /** The owner of an access key; undefined when nobody has it. */
  credentialOf(accessKeyId: string): KnownCredential | undefined;
  /** Whether it is one of temporary credentials that were issued here and hold no longer. */
  hasExpired(accessKeyId: string): boolean;
}

/** Nobody. */
export const noIdentities: Identities = { issuers: createIssuers({}), credentialOf: () => undefined, hasExpired: () => false };

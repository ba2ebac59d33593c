import type { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { World } from '../../world/world.ts';
import type { KnownCredential } from '../known-credential.ts';

/** Temporary credentials that were issued here. */
export interface Session {
  readonly accessKeyId: string;
  /** Secret key and session token. */
  readonly sealed: string;
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly userId: string;
  readonly expiresMs: number;
  /** Keys of session tags that go along to the next role, in lower case. */
  readonly transitiveTagKeys?: readonly string[] | undefined;
}

/** What every operation works on. */
export interface StsState {
  readonly world: World;
  readonly seal: Seal;
  readonly sessions: Documents<Session>;
  /** The owner of an access key. A key that nobody here has is the developer's, whose account this is. */
  callerOf(accessKeyId: string | undefined): KnownCredential;
  /** A role of the account. */
  roleOf(roleArn: string): { readonly id: string; readonly name: string; readonly maxSessionSeconds: number } | undefined;
}

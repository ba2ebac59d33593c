import type { KnownCredential } from '../../services/known-credential.ts';

/** What an authorizer found out about the caller, by its kind: `requestContext.authorizer`. */
export type HttpAuthorizerResult =
  | { readonly kind: 'jwt'; readonly claims: { readonly [name: string]: string }; readonly scopes: readonly string[] | null }
  | { readonly kind: 'lambda'; readonly context: { readonly [name: string]: unknown } | null; readonly principalId: string | undefined }
  | { readonly kind: 'iam'; readonly credential: KnownCredential };

import type { LocalIssuer } from './local-issuer.ts';

/** Where the local issuer is, below the AWS endpoint. */
export const localIssuerPath = '/_gatewright/issuer';

/**
 * What the local issuer publishes: its discovery document and its key set. Undefined at other paths.
 * @source "OpenID Connect Discovery 1.0"
 */
export async function issuerDocumentAt(path: string, endpoint: string, issuer: LocalIssuer): Promise<object | undefined> {
  if (path === `${localIssuerPath}/.well-known/jwks.json`) return issuer.ensureKey();
  if (path !== `${localIssuerPath}/.well-known/openid-configuration`) return undefined;
  return {
    issuer: `${endpoint}${localIssuerPath}`,
    jwks_uri: `${endpoint}${localIssuerPath}/.well-known/jwks.json`,
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

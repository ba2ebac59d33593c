import { createHash, timingSafeEqual } from 'node:crypto';
import { UnauthorizedError } from './errors.ts';
import type { Auth } from './route.ts';
import type { OutputOf, Schema } from './standard-schema.ts';

/** Names of callers and the SHA-256 of each one's key, in hexadecimal: see {@link hashApiKey}. */
export type ApiKeyHashes = Readonly<Record<string, string>>;

export interface ApiKeyOptions {
  /** The keys themselves, or where to ask for them: a `parameter()` or `secret()` rotates without a deployment. */
  readonly keys: ApiKeyHashes | (() => ApiKeyHashes | Promise<ApiKeyHashes>);
  /** Default `x-api-key`, the header API Gateway uses. */
  readonly header?: string;
}

/** Who called, by the name of the key; never the key. */
export interface ApiKeyUser {
  readonly name: string;
}

/** What is stored of a key. Keys must be random and long, as those of API Gateway are: then one round of SHA-256 is enough. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/**
 * Lets in who sends a known key. An empty list lets nobody in. Every hash is compared, in the same time, whichever matches.
 *
 * @throws Error at start for a list that holds something else than hashes: a key in plain text, for one
 */
export function apiKey({ keys, header = 'x-api-key' }: ApiKeyOptions): Auth<ApiKeyUser> {
  let known = typeof keys === 'function' ? undefined : parseHashes(keys);
  let parsed: ApiKeyHashes | undefined;
  return {
    scheme: { type: 'apiKey', in: 'header', name: header },
    async authenticate(request) {
      if (typeof keys === 'function') {
        const latest = await keys();
        if (!known || latest !== parsed) known = parseHashes(latest);
        parsed = latest;
      }
      const hash = createHash('sha256')
        .update(request.header(header) ?? '')
        .digest();
      let found: string | undefined;
      for (const [name, expected] of known ?? []) if (timingSafeEqual(expected, hash)) found = name;
      if (found === undefined || !request.header(header)) throw new UnauthorizedError(undefined, `ApiKey header="${header}"`);
      return { name: found };
    },
  };
}

function parseHashes(keys: ApiKeyHashes): [string, Buffer][] {
  return Object.entries(keys).map(([name, hash]) => {
    if (!/^[0-9a-f]{64}$/i.test(hash))
      throw new Error(`The API key "${name}" must be stored as its SHA-256 in hexadecimal: hashApiKey(key)`);
    return [name, Buffer.from(hash, 'hex')];
  });
}

/**
 * Takes the caller from API Gateway's authorizer, which has let the request in: a Lambda authorizer's context, or the claims of a
 * JWT or Cognito authorizer. With a schema, what it finds is checked and typed.
 */
export function fromAuthorizer<S extends Schema>(schema?: S): Auth<OutputOf<S>> {
  return {
    scheme: { type: 'authorizer' },
    async authenticate({ event }) {
      const authorizer: unknown = Reflect.get(event.requestContext, 'authorizer');
      const part = (name: string): unknown => Reflect.get(Object(authorizer), name);
      const user = part('lambda') ?? Reflect.get(Object(part('jwt')), 'claims') ?? part('claims') ?? authorizer;
      if (!user) throw new UnauthorizedError();
      const result = await schema?.['~standard'].validate(user);
      if (result?.issues) throw new UnauthorizedError();
      return (result ? result.value : user) as OutputOf<S>;
    },
  };
}

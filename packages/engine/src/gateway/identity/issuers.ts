import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';
import { discoverKeys, fetchKeys, isOnThisMachine } from './fetch-keys.ts';
import type { LocalIssuer } from './local-issuer.ts';

/** Where the public keys of token issuers are: by issuer, a JSON Web Key Set, or the URL of one on this machine. */
export interface IssuerSettings {
  readonly [issuer: string]: unknown;
}

/** The public keys of token issuers. Nothing is asked of the internet for them. */
export interface Issuers {
  /**
   * The keys of an issuer, or why there are none, with the cure. The same set as long as nothing has changed.
   * @param renew asks a server again, for a key that the set at hand does not have
   */
  keysOf(issuer: string, renew?: 'renew'): Promise<JSONWebKeySet | MissingKeys>;
  /** Signs the developer's own tokens, which count for every issuer. */
  readonly local: LocalIssuer | undefined;
  /** Tokens whose signature has been verified. */
  readonly verified: Map<string, VerifiedToken>;
}

/** A token whose signature a key of `keys` has made: it need not be verified again as long as these are the keys. */
export interface VerifiedToken {
  readonly keys: JSONWebKeySet;
  readonly algorithm: string;
  readonly claims: { readonly [name: string]: unknown };
}

export interface MissingKeys {
  readonly message: string;
  readonly hint: string;
}

export interface IssuersOptions {
  readonly settings?: IssuerSettings;
  /** A JSON file of the same form; it need not exist. */
  readonly file?: string | undefined;
  readonly local?: LocalIssuer | undefined;
}

/** @source "Control access to HTTP APIs with JWT authorizers": API Gateway caches the public key for up to two hours */
const cachedForMs = 2 * 60 * 60_000;
/** How often a server is asked at most for a key that it did not have. */
const renewedAfterMs = 1000;

export function createIssuers({ settings = {}, file, local }: IssuersOptions): Issuers {
  const readFileSettings = file === undefined ? async (): Promise<IssuerSettings> => ({}) : createSettingsReader(file);
  const fetched = new Map<string, { readonly keys: JSONWebKeySet; readonly atMs: number }>();
  const keysFrom = async (url: string, ask: (url: string) => Promise<unknown>, renew: boolean): Promise<unknown> => {
    const known = fetched.get(url);
    const age = known ? performance.now() - known.atMs : Number.POSITIVE_INFINITY;
    if (known && age < (renew ? renewedAfterMs : cachedForMs)) return known.keys;
    const keys = await ask(url);
    if (isKeySet(keys)) fetched.set(url, { keys, atMs: performance.now() });
    return keys;
  };
  return {
    local,
    verified: new Map(),
    async keysOf(issuer, renew) {
      const cure = cureFor(issuer, file);
      const fromFile = await readFileSettings();
      if (typeof fromFile === 'string') return { message: fromFile, hint: cure };
      const found = Object.hasOwn(settings, issuer) ? settings[issuer] : Object.hasOwn(fromFile, issuer) ? fromFile[issuer] : undefined;
      if (found === undefined && !isOnThisMachine(issuer))
        return { message: `The keys of the issuer ${issuer} are not known here, so that no token of it can be checked.`, hint: cure };
      const keys =
        found === undefined
          ? await keysFrom(issuer, discoverKeys, renew !== undefined)
          : typeof found === 'string'
            ? await keysFrom(found, fetchKeys, renew !== undefined)
            : found;
      if (isKeySet(keys)) return keys;
      const problem = typeof keys === 'string' ? keys : 'it is no JSON Web Key Set: { "keys": [...] }';
      return { message: `The keys given for the issuer ${issuer} cannot be used: ${problem}.`, hint: cure };
    },
  };
}

function cureFor(issuer: string, file: string | undefined): string {
  const entry = `{ ${JSON.stringify(issuer)}: { "keys": [...] } }, or the URL of a key set on this machine`;
  const where = file === undefined ? "to the engine's issuers" : `to ${file}`;
  return (
    `Try with a token of "gatewright token", which counts for every issuer here; or give the issuer's public keys ${where}: ${entry}. ` +
    `The keys of a real user pool are at ${issuer}/.well-known/jwks.json; gatewright does not fetch them by itself.`
  );
}

/** What the file says, or what is wrong with it; read again when it has been saved, because people edit it while they try. */
function createSettingsReader(file: string): () => Promise<IssuerSettings | string> {
  let state: string | undefined;
  let settings: IssuerSettings | string = {};
  return async () => {
    const stat = statSync(file, { throwIfNoEntry: false });
    const now = stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : 'absent';
    if (now !== state) {
      settings = stat ? await readSettings(file) : {};
      state = now;
    }
    return settings;
  };
}

async function readSettings(file: string): Promise<IssuerSettings | string> {
  const text = await readFile(file, 'utf8');
  try {
    const settings: unknown = JSON.parse(text);
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return { ...settings };
    return `${file} is not a JSON object.`;
  } catch (error) {
    return `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'keys'));
}

import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';

/** Where the public keys of token issuers are: by issuer, a JSON Web Key Set, or the URL of one on this machine. */
export interface IssuerSettings {
  readonly [issuer: string]: unknown;
}

/** The public keys of token issuers. Nothing is asked of the internet for them. */
export interface Issuers {
  /** The keys of an issuer, or why there are none, with the cure. */
  keysOf(issuer: string): Promise<JSONWebKeySet | MissingKeys>;
}

export interface MissingKeys {
  readonly message: string;
  readonly hint: string;
}

export interface IssuersOptions {
  readonly settings?: IssuerSettings;
  /** A JSON file of the same form; it need not exist. */
  readonly file?: string | undefined;
}

/** @source "Controlling access to HTTP APIs with JWT authorizers": what API Gateway gives an issuer's key endpoint */
const fetchTimeoutMs = 1500;
const maximumBytes = 150_000;

export function createIssuers({ settings = {}, file }: IssuersOptions): Issuers {
  return {
    async keysOf(issuer) {
      const cure = cureFor(issuer, file);
      const fromFile = file === undefined ? {} : await readSettings(file);
      if (typeof fromFile === 'string') return { message: fromFile, hint: cure };
      const found = Object.hasOwn(settings, issuer) ? settings[issuer] : Object.hasOwn(fromFile, issuer) ? fromFile[issuer] : undefined;
      if (found === undefined)
        return { message: `The keys of the issuer ${issuer} are not known here, so that no token of it can be checked.`, hint: cure };
      const keys = typeof found === 'string' ? await fetchKeys(found) : found;
      if (isKeySet(keys)) return keys;
      const problem = typeof keys === 'string' ? keys : 'it is no JSON Web Key Set: { "keys": [...] }';
      return { message: `The keys given for the issuer ${issuer} cannot be used: ${problem}.`, hint: cure };
    },
  };
}

function cureFor(issuer: string, file: string | undefined): string {
  const entry = `{ ${JSON.stringify(issuer)}: { "keys": [...] } }, or the URL of a key set on this machine`;
  const where = file === undefined ? "to the engine's issuers" : `to ${file}`;
  return `Give its public keys ${where}: ${entry}. The keys of a real user pool are at ${issuer}/.well-known/jwks.json; gatewright does not fetch them by itself.`;
}

/** What the file says, or what is wrong with it. It is read anew each time: it is small, and people edit it while they try. */
async function readSettings(file: string): Promise<IssuerSettings | string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  try {
    const settings: unknown = JSON.parse(text);
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return { ...settings };
    return `${file} is not a JSON object.`;
  } catch (error) {
    return `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A key set from a server of this machine, or why there is none. */
async function fetchKeys(url: string): Promise<unknown> {
  if (!URL.canParse(url)) return `${url} is no URL`;
  const { hostname, protocol } = new URL(url);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) || hostname.endsWith('.localhost');
  if (!isLocal || !protocol.startsWith('http')) return `${url} is not on this machine`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs), redirect: 'error' });
    if (!response.ok) return `${url} answers ${response.status}`;
    const text = await response.text();
    return text.length > maximumBytes ? `${url} answers more than ${maximumBytes} bytes` : JSON.parse(text);
  } catch (error) {
    return `${url} does not answer with JSON (${error instanceof Error ? error.message : String(error)})`;
  }
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'keys'));
}

/** @source "Control access to HTTP APIs with JWT authorizers": what API Gateway gives an issuer's key endpoint */
const fetchTimeoutMs = 1500;
const maximumBytes = 150_000;

/** Whether a URL is of this machine: nothing else is ever asked for keys. */
export function isOnThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) || hostname.endsWith('.localhost');
  return isLocal && protocol.startsWith('http');
}

/** A key set from a server of this machine, or why there is none. */
export async function fetchKeys(url: string): Promise<unknown> {
  if (!URL.canParse(url)) return `${url} is no URL`;
  if (!isOnThisMachine(url)) return `${url} is not on this machine`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs), redirect: 'error' });
    if (!response.ok) return `${url} answers ${response.status}`;
    const text = await response.text();
    return text.length > maximumBytes ? `${url} answers more than ${maximumBytes} bytes` : JSON.parse(text);
  } catch (error) {
    return `${url} does not answer with JSON (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** The key set that an issuer's discovery document names. @source "OpenID Connect Discovery 1.0" */
export async function discoverKeys(issuer: string): Promise<unknown> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = await fetchKeys(url);
  if (typeof document === 'string') return document;
  const keysUrl: unknown = typeof document === 'object' && document !== null ? Reflect.get(document, 'jwks_uri') : undefined;
  return typeof keysUrl === 'string' ? fetchKeys(keysUrl) : `${url} has no jwks_uri`;
}

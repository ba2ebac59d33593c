import { signRequest } from '@gatewright/engine';

export interface ServiceCall {
  /** The signing name: `lambda`. */
  readonly service: string;
  readonly method: 'GET' | 'POST';
  /** Lower-case names. */
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

/** The key that every gatewright knows: the developer's own never leave the process. */
const localKeys = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Calls a service at a local AWS endpoint, signed as its clients sign. @throws TypeError when nobody listens, or for what is no address */
export async function signedFetch(url: string, { service, method, headers = {}, body = '' }: ServiceCall): Promise<Response> {
  const { host, pathname, search } = new URL(url);
  const unsigned = { method, path: pathname, query: search.slice(1), headers: { ...headers, host }, body: Buffer.from(body) };
  const { host: _, ...signed } = signRequest(unsigned, { service, region: 'us-east-1' }, localKeys, Date.now());
  return fetch(url, { method, headers: signed, ...(method === 'POST' && { body }) });
}

import { Reply } from './reply.ts';

/** A web Response as a Reply. Text stays text, so that a REST API without binaryMediaTypes sends it as it is. */
export async function fromWebResponse(response: Response): Promise<Reply> {
  const { 'set-cookie': _, ...headers } = Object.fromEntries(response.headers);
  const contentType = headers['content-type'];
  const body = /^text\/|json|xml|javascript/.test(contentType ?? '') ? await response.text() : new Uint8Array(await response.arrayBuffer());
  const reply =
    body.length > 0 ? new Reply(response.status, body, contentType ?? 'application/octet-stream') : new Reply(response.status, undefined);
  return Object.assign(reply, { headers, cookies: response.headers.getSetCookie() });
}

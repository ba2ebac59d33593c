import type { AnyEvent, LambdaResult } from './events.ts';
import type { Headers } from './headers.ts';
import type { Reply } from './reply.ts';

/** The answer as the service that sent the event wants it. `common` are the headers of every answer, CORS first of all. */
export function resultOf({ rawPath, requestContext, multiValueHeaders }: AnyEvent, reply: Reply, common: Headers): LambdaResult {
  const { body, contentType, cookies, statusCode } = reply;
  const isBytes = body instanceof Uint8Array;
  // Assigned, not spread: to spread into a copy that has members takes V8 some twenty times as long.
  const type = body === undefined ? {} : { 'content-type': contentType ?? 'application/json' };
  const headers: Record<string, string> = Object.assign(type, common, reply.headers);
  if (reply.headers.vary && common.vary) headers.vary = `${common.vary}, ${reply.headers.vary}`;
  const result: LambdaResult = {
    statusCode,
    headers,
    body: isBytes ? Buffer.from(body).toString('base64') : contentType ? `${body}` : (JSON.stringify(body) ?? ''),
    isBase64Encoded: isBytes,
  };
  const balancer = requestContext?.elb;
  // A target group that sends lists wants lists, and reads nothing else.
  if (balancer && multiValueHeaders) {
    result.headers = {};
    result.multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, it]) => [name, [it]]));
  }
  if (!cookies[0]) return result;
  // A REST API refuses the whole answer for one member that it does not know, as `cookies` would be.
  if (rawPath !== undefined) result.cookies = cookies;
  else if (!balancer || multiValueHeaders) result.multiValueHeaders = { ...result.multiValueHeaders, 'set-cookie': cookies };
  else {
    // Any other takes one value a name; names that differ in case are two names to it and one to a browser.
    cookies.forEach((it, index) => {
      headers['set-cookie'.replace(/./g, (letter, at) => ((index >> (at % 4)) & 1 ? letter.toUpperCase() : letter))] = it;
    });
  }
  return result;
}

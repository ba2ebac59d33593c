import type { AnyEvent, LambdaResult } from './events.ts';
import type { Headers } from './headers.ts';
import { Reply } from './reply.ts';

/** @throws Error for undefined: the handler forgot to return */
export function toReply(answer: unknown): Reply | Promise<Reply> {
  if (answer === undefined) throw new Error('Return a value, or noContent()');
  if (answer instanceof Reply) return answer;
  // A web Response is told by its shape: to name the global would load all of fetch.
  return isResponse(answer) ? import('./on-demand.ts').then((it) => it.fromWebResponse(answer, Reply)) : new Reply(200, answer);
}

export function isResponse(answer: unknown): answer is Response {
  return 'arrayBuffer' in Object(answer);
}

/** The answer as Lambda wants it. `common` are the headers of every answer, CORS first of all. */
export function resultOf({ rawPath }: AnyEvent, { body, contentType, cookies, headers, statusCode }: Reply, common: Headers): LambdaResult {
  const empty = body === undefined;
  // In this order: to add a member to a copy takes V8 six times as long as to copy after it.
  const all: Record<string, string> = empty
    ? { ...common, ...headers }
    : { 'content-type': contentType ?? 'application/json', ...common, ...headers };
  if (headers.vary && common.vary) all.vary = `${common.vary}, ${headers.vary}`;
  const result: LambdaResult = {
    statusCode,
    headers: all,
    body:
      body instanceof Uint8Array
        ? Buffer.from(body.buffer, body.byteOffset, body.length).toString('base64')
        : contentType
          ? `${body ?? ''}`
          : (JSON.stringify(body) ?? ''),
    isBase64Encoded: body instanceof Uint8Array,
  };
  // Payload 1.0 knows no cookies, and a REST API refuses the whole answer for one unknown member.
  if (cookies[0]) {
    if (rawPath === undefined) result.multiValueHeaders = { 'set-cookie': cookies };
    else result.cookies = cookies;
  }
  return result;
}

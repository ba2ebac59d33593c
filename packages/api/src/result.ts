import type { HeaderSet } from './cors.ts';
import type { AnyEvent, LambdaResult } from './events.ts';
import { Reply } from './reply.ts';

/** @throws Error for undefined: the handler forgot to return */
export function toReply(answer: unknown): Reply | Promise<Reply> {
  if (answer === undefined) throw new Error('The handler returned undefined: return a value, or noContent()');
  if (answer instanceof Reply) return answer;
  // A web Response is told by its shape: to name the global would load all of fetch.
  const isResponse = typeof answer === 'object' && answer !== null && 'arrayBuffer' in answer;
  return isResponse ? import('./web-response.ts').then((it) => it.fromWebResponse(answer as Response)) : new Reply(200, answer);
}

/** The answer as Lambda wants it. `common` are the headers of every answer, CORS first of all. */
export function resultOf(
  { rawPath, requestContext }: AnyEvent,
  { body, contentType, cookies, headers, statusCode }: Reply,
  common: HeaderSet,
): LambdaResult {
  const all: Record<string, string> = {};
  const ready = body === undefined ? common.other : common.json;
  for (const name in ready) all[name] = ready[name] ?? '';
  if (contentType) all['content-type'] = contentType;
  for (const name in headers) all[name] = name === 'vary' && all.vary ? `${all.vary}, ${headers[name]}` : `${headers[name]}`;
  const result: LambdaResult = { statusCode, headers: all, body: '' };
  if (body instanceof Uint8Array) {
    result.body = Buffer.from(body.buffer, body.byteOffset, body.length).toString('base64');
    result.isBase64Encoded = true;
  } else if (body !== undefined) result.body = contentType ? `${body}` : JSON.stringify(body);
  if (cookies.length > 0) {
    // Payload 1.0 knows no cookies, and a REST API refuses the whole answer for one unknown member.
    if (rawPath === undefined && !requestContext?.elb) result.multiValueHeaders = { 'set-cookie': cookies };
    else result.cookies = cookies;
  }
  return result;
}

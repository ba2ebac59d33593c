import type { AnyEvent, LambdaResult } from './events.ts';
import type { Headers } from './headers.ts';
import type { Reply } from './reply.ts';

/** The answer as Lambda wants it. `common` are the headers of every answer, CORS first of all. */
export function resultOf({ body, contentType, cookies, headers, statusCode }: Reply, common: Headers): LambdaResult {
  const isBytes = body instanceof Uint8Array;
  const result: LambdaResult = {
    statusCode,
    // In this order: to add a member to a copy takes V8 ten times as long as to copy after it.
    headers: body === undefined ? { ...common, ...headers } : { 'content-type': contentType ?? 'application/json', ...common, ...headers },
    body: isBytes
      ? Buffer.from(body.buffer, body.byteOffset, body.length).toString('base64')
      : contentType
        ? `${body ?? ''}`
        : (JSON.stringify(body) ?? ''),
    isBase64Encoded: isBytes,
  };
  if (headers.vary && common.vary) result.headers.vary = `${common.vary}, ${headers.vary}`;
  if (cookies[0]) result.cookies = cookies;
  return result;
}

/** Puts what is repeated where the services other than HTTP APIs read it: a REST API refuses the whole answer for one unknown member. */
export function placeRepeats({ requestContext, multiValueHeaders }: AnyEvent, result: LambdaResult): void {
  const { cookies, headers } = result;
  const elb = requestContext?.elb;
  delete result.cookies;
  if (elb && !multiValueHeaders) {
    // It takes one value a name; names that differ in case are two names to it and one to a browser.
    cookies?.forEach((it, index) => {
      headers['set-cookie'.replace(/[a-z]/g, (letter, at) => ((index >> (at % 4)) & 1 ? letter.toUpperCase() : letter))] = it;
    });
    return;
  }
  // A target group that sends lists wants lists, and reads nothing else.
  if (elb) result.headers = {};
  const lists = Object.entries(elb ? headers : {}).map(([name, it]) => [name, [it]]);
  result.multiValueHeaders = { ...Object.fromEntries(lists), ...(cookies && { 'set-cookie': cookies }) };
}

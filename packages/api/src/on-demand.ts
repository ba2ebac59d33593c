import type { AnyEvent, LambdaResult } from './events.ts';
import type { Reply } from './reply.ts';

// What few requests need: those of load balancers, and answers that are web Responses. It is loaded when the first of them comes,
// so that no cold start pays for it, and imports nothing of the core, which bundlers would wrap in functions for it.

/** Answers an event of an Application Load Balancer. */
export async function answerLoadBalancer<C>(
  answer: (event: AnyEvent, context: C) => Promise<LambdaResult>,
  event: AnyEvent,
  context: C,
): Promise<LambdaResult> {
  return toLoadBalancer(event, await answer(fromLoadBalancer(event), context));
}

/** A load balancer passes the query as it came, where API Gateway has decoded it: given as text, it is decoded like that of an HTTP API. */
function fromLoadBalancer(event: AnyEvent): AnyEvent {
  const query = Object.entries(event.multiValueQueryStringParameters ?? event.queryStringParameters ?? {});
  return { ...event, rawQueryString: query.flatMap(([name, values]) => [values ?? ''].flat().map((it) => `${name}=${it}`)).join('&') };
}

/** An Application Load Balancer's own form of an answer. */
function toLoadBalancer(event: AnyEvent, { headers, multiValueHeaders, ...rest }: LambdaResult): LambdaResult {
  // A target group that sends lists wants lists, and reads nothing else.
  if (event.multiValueHeaders) {
    const lists = Object.entries(headers).map(([name, value]): [string, string[]] => [name, [value]]);
    return { ...rest, headers: {}, multiValueHeaders: { ...Object.fromEntries(lists), ...multiValueHeaders } };
  }
  // Else it takes one value a name; names that differ in case are two names to it and one to a browser.
  const all = { ...headers };
  for (const [index, cookie] of multiValueHeaders?.['set-cookie']?.entries() ?? []) {
    const name = Array.from('setcookie', (it, at) => ((index >> at) & 1 ? it.toUpperCase() : it)).join('');
    all[name.replace(/^.../, '$&-')] = cookie;
  }
  return { ...rest, headers: all };
}

/** A web Response as a Reply. Text stays text, so that a REST API without binaryMediaTypes sends it as it is. */
export async function fromWebResponse(response: Response, Made: typeof Reply): Promise<Reply> {
  const { 'set-cookie': _, ...headers } = Object.fromEntries(response.headers);
  const contentType = headers['content-type'];
  const body = /^text\/|json|xml|javascript/.test(contentType ?? '') ? await response.text() : new Uint8Array(await response.arrayBuffer());
  const reply = body.length
    ? new Made(response.status, body, contentType ?? 'application/octet-stream')
    : new Made(response.status, undefined);
  return Object.assign(reply, { headers, cookies: response.headers.getSetCookie() });
}

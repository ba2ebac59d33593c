import type { AnyEvent, LambdaResult } from './events.ts';

/** A load balancer passes the query as it came, where API Gateway has decoded it: given as text, it is decoded like that of an HTTP API. */
export function fromLoadBalancer(event: AnyEvent): AnyEvent {
  const query = Object.entries(event.multiValueQueryStringParameters ?? event.queryStringParameters ?? {});
  return { ...event, rawQueryString: query.flatMap(([name, values]) => [values ?? ''].flat().map((it) => `${name}=${it}`)).join('&') };
}

/** An Application Load Balancer's own form of an answer. */
export function toLoadBalancer({ multiValueHeaders }: AnyEvent, result: LambdaResult): LambdaResult {
  const { cookies = [], headers, ...rest } = result;
  // A target group that sends lists wants lists, and reads nothing else.
  if (multiValueHeaders) {
    const lists = Object.entries(headers).map(([name, value]): [string, string[]] => [name, [value]]);
    return {
      ...rest,
      headers: {},
      multiValueHeaders: { ...Object.fromEntries(lists), ...(cookies.length > 0 && { 'set-cookie': cookies }) },
    };
  }
  // Else it takes one value a name; names that differ in case are two names to it and one to a browser.
  const all = { ...headers };
  for (const [index, cookie] of cookies.entries()) {
    all[
      Array.from('setcookie', (it, at) => ((index >> at) & 1 ? it.toUpperCase() : it))
        .join('')
        .replace(/^.../, '$&-')
    ] = cookie;
  }
  return { ...rest, headers: all };
}

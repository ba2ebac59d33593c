import { type ApiEvent, isAlbEvent, isHttpEvent, type LambdaResult } from './events.ts';
import { Reply } from './reply.ts';

type Headers = Readonly<Record<string, string>>;

/** A handler's value as a Reply; `headers` given to {@link resultOf} always name JSON. @throws Error for undefined: the handler forgot to return */
export function toReply(answer: unknown): Reply {
  if (answer === undefined) throw new Error('The handler returned undefined. Return a value, or noContent() for an empty answer.');
  return answer instanceof Reply ? answer : new Reply(200, answer);
}

/** The answer as the event's sender wants it. `headers` are those of every answer, CORS first of all. */
export function resultOf(event: ApiEvent, reply: Reply, headers: Headers): LambdaResult | Promise<LambdaResult> {
  const { body, contentType, statusCode } = reply;
  const result: LambdaResult = { statusCode, headers: { ...headers, ...reply.headers }, body: '' };
  if (reply.headers.vary && headers.vary) result.headers.vary = `${headers.vary}, ${reply.headers.vary}`;
  if (contentType !== undefined) {
    result.headers['content-type'] = contentType;
    if (typeof body === 'string') result.body = body;
    else if (body instanceof Uint8Array) encode(result, body);
    else if (body) return collect(body).then((it) => withCookies(event, encode(result, it), reply.cookies));
  } else if (body === undefined) delete result.headers['content-type'];
  else result.body = JSON.stringify(body);
  return withCookies(event, result, reply.cookies);
}

function encode(result: LambdaResult, bytes: Uint8Array): LambdaResult {
  result.body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  result.isBase64Encoded = true;
  return result;
}

async function collect(stream: unknown): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream as AsyncIterable<Uint8Array | string>)
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

function withCookies(event: ApiEvent, result: LambdaResult, cookies: readonly string[]): LambdaResult {
  if (isHttpEvent(event)) {
    if (cookies.length > 0) result.cookies = [...cookies];
  } else if (isAlbEvent(event)) {
    if (event.multiValueHeaders) {
      // A load balancer that sends lists wants lists, and reads nothing else.
      result.multiValueHeaders = Object.fromEntries(Object.entries(result.headers).map(([name, value]) => [name, [value]]));
      result.headers = {};
      if (cookies.length > 0) result.multiValueHeaders['set-cookie'] = [...cookies];
    } else {
      // One value per name is all it takes, but names that differ in case are two names to it and one to a browser.
      for (const [index, cookie] of cookies.entries()) result.headers[spelling('set-cookie', index)] = cookie;
    }
  } else if (cookies.length > 0) result.multiValueHeaders = { 'set-cookie': [...cookies] };
  return result;
}

function spelling(name: string, index: number): string {
  return Array.from(name, (letter, at) => ((index >> (at > 3 ? at - 1 : at)) & 1 ? letter.toUpperCase() : letter)).join('');
}

/** A web Response as a Reply. Told by its shape: to name the global would load all of fetch. */
export function isWebResponse(answer: unknown): answer is Response {
  return (
    typeof answer === 'object' && answer !== null && 'arrayBuffer' in answer && 'getSetCookie' in Object(Reflect.get(answer, 'headers'))
  );
}

export async function fromWebResponse(response: Response): Promise<Reply> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const contentType = response.headers.get('content-type') ?? (bytes.length > 0 ? 'application/octet-stream' : undefined);
  const isText = /^text\/|json|xml|javascript/.test(contentType ?? '');
  const reply = new Reply(response.status, isText ? Buffer.from(bytes).toString() : bytes.length > 0 ? bytes : undefined, contentType);
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie' && name !== 'content-type') reply.header(name, value);
  });
  reply.cookies.push(...response.headers.getSetCookie());
  return reply;
}

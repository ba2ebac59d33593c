/**
 * An answer with more to it than a value: status, headers, cookies. Its type parameters are for the compiler alone.
 */
export class Reply<Status extends number = number, Body = unknown> {
  declare readonly statusCode: Status;
  declare readonly body: Body;
  /** Given, the body is sent as it is: text or bytes. Else it is sent as JSON. */
  declare readonly contentType: string | undefined;
  readonly headers: Record<string, string> = {};
  /** Set-Cookie headers, one each; see `setCookie`. */
  readonly cookies: string[] = [];

  constructor(statusCode: Status, body: Body, contentType?: string) {
    this.statusCode = statusCode;
    this.body = body;
    this.contentType = contentType;
  }

  /** Sets a header, in place of an earlier one of the same name. */
  header(name: string, value: string): this {
    // A line break in a value would let whoever chose it write headers of their own.
    if (!/^[\w-]+:[^\0\r\n]*$/.test(`${name}:${value}`)) throw new Error(`No header: ${name}`);
    this.headers[name.toLowerCase()] = value;
    return this;
  }
}

/**
 * A handler's value as a Reply; a web Response as one whose body is that Response, for {@link collect} or a stream to read.
 *
 * @throws Error for undefined: the handler forgot to return
 */
export function toReply(answer: unknown): Reply {
  if (answer instanceof Reply) return answer;
  if (answer === undefined) throw new Error('Return a value, or noContent()');
  if (!isWebResponse(answer)) return new Reply(200, answer);
  const reply = new Reply(answer.status, answer);
  for (const [name, value] of answer.headers) {
    if (name === 'set-cookie') reply.cookies.push(value);
    else reply.headers[name] = value;
  }
  return reply;
}

/** Told by its shape: to name the global would load all of fetch. */
export function isWebResponse(answer: unknown): answer is Response {
  return 'arrayBuffer' in Object(answer);
}

/** Reads a Reply's web Response, if it has one. Text stays text, so that a REST API without binaryMediaTypes sends it as it is. */
export function collect(reply: Reply): Promise<void> | undefined {
  if (!isWebResponse(reply.body)) return undefined;
  return reply.body.arrayBuffer().then((it) => {
    const contentType = reply.headers['content-type'] ?? 'application/octet-stream';
    const bytes = Buffer.from(it);
    const body = /^text\/|json|xml|javascript/.test(contentType) ? `${bytes}` : bytes;
    Object.assign(reply, it.byteLength ? { body, contentType } : { body: undefined });
  });
}

/** JSON with a status of its own; a handler that answers 200 may return the value itself. */
export function json<Body, Status extends number = 200>(body: Body, statusCode?: Status): Reply<Status, Body> {
  return new Reply((statusCode ?? 200) as Status, body);
}

/** 201, and where the new thing is. */
export function created<Body>(body: Body, location?: string): Reply<201, Body> {
  const reply = new Reply(201, body);
  return location === undefined ? reply : reply.header('location', location);
}

/** 204. */
export function noContent(): Reply<204, undefined> {
  return new Reply(204, undefined);
}

/** 302, or another status of the 300s. */
export function redirect<Status extends 301 | 302 | 303 | 307 | 308 = 302>(
  location: string,
  statusCode?: Status,
): Reply<Status, undefined> {
  return new Reply((statusCode ?? 302) as Status, undefined).header('location', location);
}

/** Text as it is; `contentType` for HTML, CSV and such. */
export function text<Status extends number = 200>(
  body: string,
  contentType = 'text/plain; charset=utf-8',
  statusCode?: Status,
): Reply<Status, string> {
  return new Reply((statusCode ?? 200) as Status, body, contentType);
}

/** Bytes, sent unharmed. A REST API passes them on as bytes only to clients whose Accept matches its binaryMediaTypes. */
export function bytes<Status extends number = 200>(
  body: Uint8Array,
  contentType = 'application/octet-stream',
  statusCode?: Status,
): Reply<Status, Uint8Array> {
  return new Reply((statusCode ?? 200) as Status, body, contentType);
}

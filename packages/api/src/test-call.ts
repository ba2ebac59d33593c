import type { ApiEvent, HttpEvent, LambdaContext, LambdaResult } from './events.ts';

export interface TestCallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  /** Added to the event's requestContext: what an authorizer would have put there, for one. */
  readonly requestContext?: Readonly<Record<string, unknown>>;
  readonly context?: LambdaContext;
}

export type TestCall = (call: string, options?: TestCallOptions) => Promise<Response>;

/** What answers an event; `strict` checks what else only development checks. */
export type AnswerEvent = (event: ApiEvent, context: LambdaContext | undefined, strict: boolean) => Promise<LambdaResult>;

/** `request('GET /users/1?full=yes', { headers })`: the event of a Function URL in, a web Response out. */
export function testCall(answer: AnswerEvent): TestCall {
  return async (call, options = {}) => {
    const [, method = '', path = '', query = ''] = /^([A-Z]+) (\/[^?]*)\??(.*)$/.exec(call) ?? [];
    if (!method) throw new Error(`"${call}" is no call. Write it as "GET /users/1".`);
    const headers = Object.fromEntries(Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const { body } = options;
    if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) headers['content-type'] ??= 'application/json';
    const event: HttpEvent = {
      version: '2.0',
      routeKey: '$default',
      rawPath: path,
      rawQueryString: query,
      ...(headers.cookie && { cookies: headers.cookie.split('; ') }),
      headers,
      requestContext: {
        requestId: 'test',
        stage: '$default',
        domainName: 'test.lambda-url.local',
        http: { method },
        ...options.requestContext,
      },
      body:
        body instanceof Uint8Array
          ? Buffer.from(body).toString('base64')
          : body === undefined || typeof body === 'string'
            ? body
            : JSON.stringify(body),
      isBase64Encoded: body instanceof Uint8Array,
    };
    const result = await answer(event, options.context, true);
    const responseHeaders = new Headers(result.headers);
    for (const cookie of result.cookies ?? []) responseHeaders.append('set-cookie', cookie);
    const { statusCode, isBase64Encoded } = result;
    const bytes = Buffer.from(result.body, isBase64Encoded ? 'base64' : 'utf8');
    return new Response(bytes.length > 0 ? bytes : null, { status: statusCode, headers: responseHeaders });
  };
}

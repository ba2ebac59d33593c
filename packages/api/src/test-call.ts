import type { ApiDefinition } from './answer.ts';
import { createCheck } from './check-reply.ts';
import type { LambdaContext } from './events.ts';

export interface TestCallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  /** Added to the event's requestContext: what an authorizer would have put there, for one. */
  readonly requestContext?: Readonly<Record<string, unknown>>;
  readonly context?: LambdaContext;
}

export type TestCall = (call: string, options?: TestCallOptions) => Promise<Response>;

/** `request('GET /users/1?full=yes', { headers })`: the event of a Function URL in, a web Response out. */
export async function testCall(
  definition: ApiDefinition,
  call: string,
  { headers, body, requestContext, context }: TestCallOptions = {},
): Promise<Response> {
  const [, method, rawPath, rawQueryString] = /^([A-Z]+) (\/[^?]*)\??(.*)$/.exec(call) ?? [];
  if (!method || !rawPath || rawQueryString === undefined) throw new Error(`"${call}" is no call; write it as "GET /users/1"`);
  const asIs = typeof body === 'string' || body instanceof Uint8Array;
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(new Headers({ ...(!asIs && body !== undefined && { 'content-type': 'application/json' }), ...headers })),
    requestContext: {
      accountId: 'anonymous',
      requestId: 'test',
      routeKey: '$default',
      stage: '$default',
      domainName: 'test.lambda-url.local',
      http: { method, sourceIp: '127.0.0.1' },
      ...requestContext,
    },
    ...(body !== undefined && { body: Buffer.from(asIs ? body : JSON.stringify(body)).toString('base64'), isBase64Encoded: true }),
  };
  const check = createCheck(definition, true);
  const result = await definition.answer(event, context, check.take);
  await check.finish();
  return new Response(result.body ? Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8') : null, {
    status: result.statusCode,
    headers: [...Object.entries(result.headers), ...(result.cookies ?? []).map((it): [string, string] => ['set-cookie', it])],
  });
}

import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Api } from './api.ts';
import type { AnyEvent, LambdaContext } from './events.ts';
import { Reply } from './reply.ts';
import { isResponse, toReply } from './result.ts';

type StreamHandler = (event: AnyEvent, responseStream: Writable, context: LambdaContext) => Promise<void>;

/** What Lambda's Node.js runtime offers to functions that stream. */
export interface StreamingRuntime {
  streamifyResponse(handler: StreamHandler): unknown;
  readonly HttpResponseStream: { from(stream: Writable, metadata: object): Writable };
}

/**
 * Sends web Responses piece by piece as their bodies come: `export const handler = streaming(app)`, with the function's invoke mode
 * (or the integration's transfer mode) set to stream. Without it they are collected first.
 *
 * @throws Error where the runtime can not stream
 */
export function streaming(app: Api<unknown>, runtime: StreamingRuntime = Reflect.get(globalThis, 'awslambda')): unknown {
  if (!runtime) throw new Error('streaming: this is not Lambda’s Node.js runtime, whose global awslambda is needed');
  return runtime.streamifyResponse(async (event, responseStream, context) => {
    let source: Response | undefined;
    const convert = (answer: unknown): Reply | Promise<Reply> => {
      if (!isResponse(answer)) return toReply(answer);
      source = answer;
      const { 'set-cookie': _, ...headers } = Object.fromEntries(answer.headers);
      const reply = new Reply(answer.status, '', headers['content-type'] ?? 'application/octet-stream');
      return Object.assign(reply, { headers, cookies: answer.headers.getSetCookie() });
    };
    const { statusCode, headers, cookies, body, isBase64Encoded } = await app.definition.answer(event, context, undefined, convert);
    const output = runtime.HttpResponseStream.from(responseStream, { statusCode, headers, ...(cookies && { cookies }) });
    if (body) output.write(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
    for await (const chunk of source?.body ?? []) if (!output.write(chunk)) await once(output, 'drain');
    output.end();
  });
}

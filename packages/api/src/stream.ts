import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Take } from './answer.ts';
import type { Api } from './api.ts';
import type { AnyEvent, LambdaContext } from './events.ts';
import { isWebResponse } from './reply.ts';

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
    const hold: Take = (reply) => {
      if (!isWebResponse(reply.body)) return undefined;
      source = reply.body;
      Object.assign(reply, { body: '', contentType: reply.headers['content-type'] ?? 'application/octet-stream' });
      return undefined;
    };
    const { body, isBase64Encoded, ...metadata } = await app.definition.answer(event, context, hold);
    const output = runtime.HttpResponseStream.from(responseStream, metadata);
    if (body) output.write(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
    const isHead = (event.httpMethod ?? event.requestContext?.http?.method) === 'HEAD';
    for await (const chunk of (!isHead && source?.body) || []) if (!output.write(chunk)) await once(output, 'drain');
    output.end();
  });
}

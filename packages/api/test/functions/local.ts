// Run by the local Lambda runtime: see runtime.test.ts.
import { api, cors, route } from '@gatewright/api';
import { streaming } from '@gatewright/api/stream';
import { z } from 'zod';

async function* parts(): AsyncGenerator<Uint8Array> {
  for (const part of ['one ', 'two ', 'three']) yield Buffer.from(part);
}

const app = api(
  { cors: cors({ allowOrigins: ['*'] }) },
  {
    'GET /stream': () => new Response(ReadableStream.from(parts()), { headers: { 'content-type': 'text/plain' } }),
    'GET /error': () => ({ error: 'for all to see' }),
    'GET /promise': route({ response: z.object({ id: z.string() }) }, () => ({ id: 1 }) as unknown as { id: string }),
    'GET /fault': () => {
      throw new Error('password=hunter2');
    },
    'GET /web': () => new Response('web'),
  },
);

export const collected: unknown = app;
export const streamed: unknown = streaming(app);

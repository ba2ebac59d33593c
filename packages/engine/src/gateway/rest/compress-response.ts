import type { GatewayAnswer } from '../gateway-request.ts';
import type { RestExchange } from './rest-exchange.ts';

/**
 * Compresses an answer when the API asks for it, the answer is large enough and the client takes it.
 * @source "Payload compression for REST APIs in API Gateway"
 */
export function compressed(answer: GatewayAnswer, exchange: RestExchange): GatewayAnswer | Promise<GatewayAnswer> {
  const { minimumCompressionSize } = exchange.stage.api;
  if (minimumCompressionSize === undefined || answer.stream) return answer;
  const length = typeof answer.body === 'string' ? Buffer.byteLength(answer.body) : answer.body.length;
  const coding = length === 0 || length < minimumCompressionSize ? undefined : codingOf(exchange.headers.last('accept-encoding'));
  const isEncoded = answer.headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-encoding');
  return coding === undefined || isEncoded ? answer : compress(answer, coding);
}

async function compress({ statusCode, headers, body }: GatewayAnswer, coding: 'gzip' | 'deflate'): Promise<GatewayAnswer> {
  const zlib = await import('node:zlib');
  const small = await new Promise<Buffer>((resolve, reject) => {
    zlib[coding](body, (error, result) => (error ? reject(error) : resolve(result)));
  });
  return { statusCode, headers: [...headers, 'Content-Encoding', coding], body: small };
}

/** The first coding a client accepts that API Gateway has; `*` takes any. */
function codingOf(accept: string | undefined): 'gzip' | 'deflate' | undefined {
  for (const entry of (accept ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = entry.split(';').map((it) => it.trim());
    if (parameters.some((it) => /^q=0(\.0*)?$/.test(it))) continue;
    if (name === 'gzip' || name === '*') return 'gzip';
    if (name === 'deflate') return 'deflate';
  }
  return undefined;
}

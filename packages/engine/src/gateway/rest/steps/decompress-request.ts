import { GatewayError } from '../../gateway-error.ts';
import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/** @source "Amazon API Gateway quotas": payload size */
const maximumBytes = 10 * 1024 * 1024;

/**
 * Unpacks a compressed body, in an API that has compression on.
 * @source "Receiving a compressed payload in API Gateway"
 */
export const decompressRequest: Step<RestExchange, RestRoute> = {
  name: 'decompressRequest',
  applies: ({ api }) => api.minimumCompressionSize !== undefined,
  async run(exchange) {
    const { request, headers } = exchange;
    const coding = headers.last('content-encoding')?.trim().toLowerCase() ?? 'identity';
    if (coding === 'identity' || coding === '' || request.body.length === 0) return;
    if (coding !== 'gzip' && coding !== 'deflate') {
      const message = `The body's Content-Encoding is "${coding}"; API Gateway takes gzip, deflate and identity.`;
      throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type', { explanation: { message } });
    }
    const zlib = await import('node:zlib');
    const unpack = coding === 'gzip' ? zlib.gunzip : zlib.inflate;
    const body = await new Promise<Buffer | Error>((resolve) => {
      unpack(request.body, { maxOutputLength: maximumBytes }, (error, result) => resolve(error ?? result));
    });
    if (Buffer.isBuffer(body)) exchange.request = { ...request, body };
    else throw refused(body, coding);
  },
};

function refused(error: Error & { readonly code?: string }, coding: string): GatewayError {
  if (error.code === 'ERR_BUFFER_TOO_LARGE') {
    const message = `The body has more than ${maximumBytes} bytes when it is unpacked, the most API Gateway takes.`;
    return new GatewayError('REQUEST_TOO_LARGE', 'Request Too Long', { explanation: { message } });
  }
  const message = `The body's Content-Encoding is ${coding}, and it cannot be unpacked: ${error.message}.`;
  return new GatewayError('DEFAULT_4XX', 'Bad Request', { explanation: { message } });
}

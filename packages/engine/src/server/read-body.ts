import type { IncomingMessage } from 'node:http';

/** @source "Amazon API Gateway quotas": payload size */
export const maximumBodyBytes: number = 10 * 1024 * 1024;

/** How much of a refused body is read and thrown away, so that the client comes to read our answer. */
const maximumDiscardedBytes = 64 * 1024 * 1024;

/**
 * Reads a request's body whole, unless it is too large: then the rest is thrown away as it comes.
 *
 * @param declaredBytes the Content-Length, NaN when there is none
 */
export function readBody(message: IncomingMessage, declaredBytes: number): Promise<Buffer | 'too large' | 'truncated'> {
  if (declaredBytes > maximumBodyBytes) {
    discard(message);
    return Promise.resolve('too large');
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maximumBodyBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      message.removeAllListeners('data');
      discard(message);
      resolve('too large');
    });
    message.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    message.on('error', () => resolve('truncated'));
    message.on('close', () => resolve('truncated'));
  });
}

function discard(message: IncomingMessage): void {
  let discarded = 0;
  message.on('error', () => {});
  message.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > maximumDiscardedBytes) message.destroy();
  });
}

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Refusal } from '../trace/trace.ts';

/** The work that the last request of a connection still does. Kept by the socket, so that it goes when the socket goes. */
const lastOf = new WeakMap<Socket, Promise<void>>();

/**
 * Runs `work` when the requests before it on the same connection are answered: a client that sends many at once (pipelining) has one
 * in work at a time, and its socket is not read meanwhile.
 */
export function inTurn(socket: Socket, response: ServerResponse, work: () => Promise<void>): void {
  const before = lastOf.get(socket);
  if (before) socket.pause();
  const mine = (before ?? Promise.resolve())
    .then(() => (response.destroyed ? undefined : work()))
    .finally(() => {
      if (lastOf.get(socket) !== mine) return;
      lastOf.delete(socket);
      socket.resume();
    });
  lastOf.set(socket, mine);
}

interface ParserFault {
  readonly statusCode: number;
  readonly text: string;
  readonly message: string;
}

const faults: { readonly [code: string]: ParserFault } = {
  HPE_HEADER_OVERFLOW: {
    statusCode: 431,
    text: 'HTTP header is larger than 10240 bytes.',
    message: 'The headers are larger than any server takes.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { statusCode: 408, text: 'Request Timeout', message: 'The client did not finish sending its request in time.' },
  HPE_INVALID_EOF_STATE: { statusCode: 400, text: 'Bad Request', message: 'The client closed its side before the request was whole.' },
};

/** Answers, as far as the connection allows, what the HTTP parser could not read as a request; closes the connection. */
export function answerBadRequest(
  error: Error & { readonly code?: string },
  socket: Socket,
): { readonly statusCode: number; readonly refusal: Refusal } {
  const fault = faults[error.code ?? ''] ?? {
    statusCode: 400,
    text: 'Bad Request',
    message: `This is not an HTTP request: ${error.message}.`,
  };
  const body = JSON.stringify({ message: fault.text });
  if (socket.writable && error.code !== 'ECONNRESET') {
    socket.end(
      `HTTP/1.1 ${fault.statusCode} ${fault.text}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  } else {
    socket.destroy();
  }
  return { statusCode: fault.statusCode, refusal: { layer: 'gateway', rule: 'BAD_REQUEST', message: fault.message } };
}

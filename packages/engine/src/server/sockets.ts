import type { Socket } from 'node:net';
import type { Refusal } from '../trace/trace.ts';

/** A promise only when there is something to wait for. */
type Work = () => Promise<void> | undefined;

/** Requests that wait until those before them on the same connection are answered. */
export class Turns {
  /** By socket whose request is in work; gone when it is done. */
  readonly #waiting = new Map<Socket, Work[]>();

  /**
   * Runs `work` in its turn: a client that sends many requests at once (pipelining) has one in work at a time, and its socket is not
   * read meanwhile.
   */
  take(socket: Socket, work: Work): void {
    const waiting = this.#waiting.get(socket);
    if (waiting) {
      waiting.push(work);
      socket.pause();
      return;
    }
    const working = work();
    if (!working) return;
    const queue: Work[] = [];
    this.#waiting.set(socket, queue);
    void working.then(() => this.#next(socket, queue));
  }

  #next(socket: Socket, queue: Work[]): void {
    for (;;) {
      const work = queue.shift();
      if (!work) {
        this.#waiting.delete(socket);
        return;
      }
      if (queue.length === 0) socket.resume();
      const working = work();
      if (working) {
        void working.then(() => this.#next(socket, queue));
        return;
      }
    }
  }
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

import type { Socket } from 'node:net';
import type { Refusal } from '../trace/trace.ts';

/** A promise only when there is something to wait for. */
type Work = () => Promise<void> | undefined;

interface Turn {
  isTaken: boolean;
  readonly waiting: Work[];
}

/** Requests that wait until those before them on the same connection are answered. */
export class Turns {
  readonly #turns = new WeakMap<Socket, Turn>();

  /**
   * Runs `work` in its turn: a client that sends many requests at once (pipelining) has one in work at a time, and its socket is not
   * read meanwhile.
   */
  take(socket: Socket, work: Work): void {
    const turn = this.#turnOf(socket);
    if (turn.isTaken) {
      turn.waiting.push(work);
      socket.pause();
    } else this.#run(socket, turn, work);
  }

  #turnOf(socket: Socket): Turn {
    const known = this.#turns.get(socket);
    if (known) return known;
    const turn = { isTaken: false, waiting: [] };
    this.#turns.set(socket, turn);
    return turn;
  }

  /** Runs `work`, and what waits behind it as soon as it is done. */
  #run(socket: Socket, turn: Turn, work: Work): void {
    for (let current: Work | undefined = work; current; current = this.#next(socket, turn)) {
      turn.isTaken = true;
      const working = current();
      if (working) {
        void working.then(() => {
          const next = this.#next(socket, turn);
          if (next) this.#run(socket, turn, next);
        });
        return;
      }
    }
  }

  #next(socket: Socket, turn: Turn): Work | undefined {
    turn.isTaken = false;
    const work = turn.waiting.shift();
    if (work && turn.waiting.length === 0) socket.resume();
    return work;
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

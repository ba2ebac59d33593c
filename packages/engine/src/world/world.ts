import { randomBytes, randomUUID } from 'node:crypto';

/** All that differs between two runs of the same requests. A test hands in its own; nothing else in the engine asks for the time or chance. */
export interface World {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** Milliseconds since 1970. */
  now(): number;
  uuid(): string;
  /** Random lower-case hexadecimal text of `length` characters. */
  hex(length: number): string;
  /** Runs `callback` after `delayMs` of this world's time; the answer cancels it. The timer never keeps the process alive. */
  after(delayMs: number, callback: () => void): () => void;
}

export interface WorldOptions {
  /** Asked each time; AWS's own example account without it. */
  readonly accountId?: () => string;
  /** Asked each time; us-east-1 without it. */
  readonly region?: () => string;
}

/** The world of a real run. */
export function createWorld(options: WorldOptions = {}): World {
  return {
    get accountId(): string {
      return options.accountId?.() ?? '123456789012';
    },
    get region(): string {
      return options.region?.() ?? 'us-east-1';
    },
    partition: 'aws',
    now: () => Date.now(),
    uuid: () => randomUUID(),
    hex: hexPool(),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/** Random hexadecimal text, drawn from the system many kilobytes at a time: a draw costs several microseconds, however short. */
function hexPool(): World['hex'] {
  let pool = '';
  let at = 0;
  return (length) => {
    if (at + length > pool.length) {
      pool = randomBytes(Math.max(4096, length)).toString('hex');
      at = 0;
    }
    at += length;
    return pool.slice(at - length, at);
  };
}

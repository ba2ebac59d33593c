import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { encodeFrame, encodeLog, FrameReader, type FrameType } from '../frames.ts';

const frameDescriptor = 3;
const logDescriptor = 4;

/** The process's side of its connection to the engine. When the engine is gone, so is the process. */
export class Channel {
  #socket: Socket;
  /** The invocation that runs, or 0: log records carry it. */
  sequence = 0;
  #logBytes = 0;

  constructor(onFrame: (type: number, body: Buffer) => void) {
    const reader = new FrameReader(onFrame);
    this.#socket = new Socket({ fd: frameDescriptor, readable: true, writable: true });
    this.#socket.on('data', (chunk) => reader.push(chunk));
    this.#socket.on('error', () => process.exit(0));
    this.#socket.on('close', () => process.exit(0));
  }

  get logBytes(): number {
    return this.#logBytes;
  }

  send(type: FrameType, ...parts: readonly Buffer[]): void {
    for (const buffer of encodeFrame(type, ...parts)) this.#socket.write(buffer);
  }

  /** Sends, and ends the process when all is written. */
  sendAndExit(exitCode: number, type: FrameType, ...parts: readonly Buffer[]): void {
    const buffers = encodeFrame(type, ...parts);
    for (const [index, buffer] of buffers.entries()) {
      if (index < buffers.length - 1) this.#socket.write(buffer);
      else this.#socket.write(buffer, () => process.exit(exitCode));
    }
  }

  /** While an invocation runs the connection does not count as work: an empty event loop shows that the handler waits for nothing. */
  waitForEvents(waiting: boolean): void {
    if (waiting) this.#socket.ref();
    else this.#socket.unref();
  }

  /** Written at once and in order, so that nothing is lost by an exit on the next line; a flood waits here for the engine to read. */
  log(kind: number, text: string): void {
    const buffer = encodeLog(kind, this.sequence, text);
    this.#logBytes = (this.#logBytes + buffer.length) % 2 ** 32;
    try {
      for (let offset = 0; offset < buffer.length; ) offset += writeSync(logDescriptor, buffer, offset);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(0);
      throw error;
    }
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import type {
  EnvironmentConfiguration,
  EnvironmentPreparation,
  InitFailed,
  Initialised,
  RuntimeError,
  StoppedCall,
} from './environment-configuration.ts';
import {
  decodeFigures,
  decodeSequences,
  encodeAcknowledgement,
  encodeFrame,
  encodeInvoke,
  FrameReader,
  type FrameType,
  frameTypes,
  type InvokeHeader,
} from './frames.ts';
import { killGroup } from './process-group.ts';
import type { ProcessExit, RuntimeProcess, RuntimeProcessListener } from './runtime-process.ts';

/** What Node itself needs until the function's own variables arrive. */
const bareEnvironment = { TZ: ':UTC', LANG: 'en_US.UTF-8' };
/** The share of a function's memory that may hold JavaScript objects; the rest is Node's own, buffers and stacks. */
const heapShare = 0.9;
/** Up to here frames that go together are copied into one. */
const copiedUpTo = 64 * 1024;

export interface ProcessOptions {
  readonly bootstrap: string;
  readonly memorySizeMb: number;
  /** Variables that Node reads only when it starts. */
  readonly environment?: { readonly [name: string]: string } | undefined;
  readonly onSpawned: (pid: number) => void;
  readonly onGone: (pid: number) => void;
}

/** One process of the user's own Node, with the four connections it has to the engine. Until it has an owner it waits. */
export class EnvironmentProcess implements RuntimeProcess {
  readonly memorySizeMb: number;
  readonly #child: ChildProcess;
  readonly #frames: Duplex;
  #listener: RuntimeProcessListener | undefined;
  #exit: ProcessExit | undefined;
  #openStreams = 2;
  /** Frames that are written at the end of this turn of the event loop. */
  #soon: Buffer[] = [];
  readonly #gone: Promise<void>;

  constructor({ bootstrap, memorySizeMb, environment = bareEnvironment, onSpawned, onGone }: ProcessOptions) {
    this.memorySizeMb = memorySizeMb;
    const heapMb = Math.floor(memorySizeMb * heapShare);
    const child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, bootstrap], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      // A group of its own: what it starts is ended with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    if (child.pid !== undefined) onSpawned(child.pid);
    this.#frames = child.stdio[3] as Duplex;
    const logs = child.stdio[4] as Readable;
    const reader = new FrameReader((type, body) => this.#onFrame(type, body));
    const logReader = new FrameReader((kind, body) =>
      this.#listener?.onLog(kind, body.readUInt32BE(0), body.toString('utf8', 4), body.length + 5),
    );
    this.#frames.on('data', (chunk: Buffer) => this.#read(reader, chunk));
    logs.on('data', (chunk: Buffer) => this.#read(logReader, chunk));
    for (const output of [child.stdout, child.stderr]) {
      output?.setEncoding('utf8').on('data', (text: string) => this.#listener?.onOutput(text));
      output?.on('error', () => {});
    }
    this.#gone = new Promise((resolve) => {
      const settle = (): void => {
        if (this.#openStreams > 0 || !this.#exit) return;
        if (child.pid !== undefined) onGone(child.pid);
        this.#listener?.onExit(this.#exit);
        resolve();
      };
      for (const stream of [this.#frames, logs]) {
        // A process that is killed resets its connections; its exit tells the rest.
        stream.on('error', () => {});
        stream.once('close', () => {
          this.#openStreams -= 1;
          settle();
        });
      }
      child.once('error', () => {
        this.#exit ??= { code: 127, signal: null };
        settle();
      });
      child.once('exit', (code, signal) => {
        this.#exit = { code, signal };
        killGroup(child);
        settle();
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get takesAhead(): boolean {
    return true;
  }

  get alive(): boolean {
    return this.#exit === undefined;
  }

  own(listener: RuntimeProcessListener): void {
    this.#listener = listener;
  }

  prepare(preparation: EnvironmentPreparation): void {
    this.#send(frameTypes.prepare, Buffer.from(JSON.stringify(preparation)));
  }

  configure(configuration: EnvironmentConfiguration): void {
    this.#send(frameTypes.configure, Buffer.from(JSON.stringify(configuration)));
  }

  invoke(sequence: number, header: InvokeHeader, event: string | Buffer, soon: boolean): void {
    const frame = encodeInvoke(sequence, header, event);
    if (!soon) {
      this.#write(frame);
      return;
    }
    if (this.#soon.length === 0) setImmediate(() => this.#writeSoon());
    this.#soon.push(...frame);
  }

  takeBack(): void {
    this.#send(frameTypes.takeBack);
  }

  acknowledge(sequence: number, bytes: number): void {
    this.#send(frameTypes.acknowledge, encodeAcknowledgement(sequence, bytes));
  }

  #onFrame(type: number, body: Buffer): void {
    const listener = this.#listener;
    if (!listener) return;
    if (type === frameTypes.result) listener.onResult(decodeFigures(body));
    else if (type === frameTypes.functionError || type === frameTypes.fatal) {
      const { figures, payload } = decodeFigures(body);
      listener.onResult({
        figures,
        payload,
        error: JSON.parse(payload.toString('utf8')) as RuntimeError,
        fatal: type === frameTypes.fatal,
      });
    } else if (type === frameTypes.streamChunk) listener.onStreamChunk(body.readUInt32BE(0), body.subarray(4));
    else if (type === frameTypes.streamStart) listener.onStreamStart(body.readUInt32BE(0), body.toString('utf8', 4));
    else if (type === frameTypes.returned) listener.onReturned(decodeSequences(body));
    else if (type === frameTypes.initialised) listener.onInitialised(JSON.parse(body.toString('utf8')) as Initialised);
    else if (type === frameTypes.initFailed) listener.onInitFailed(JSON.parse(body.toString('utf8')) as InitFailed);
    else if (type === frameTypes.stoppedCall) listener.onStoppedCall(JSON.parse(body.toString('utf8')) as StoppedCall);
  }

  #send(type: FrameType, ...parts: readonly Buffer[]): void {
    this.#write(encodeFrame(type, ...parts));
  }

  #write(buffers: readonly Buffer[]): void {
    if (this.#soon.length > 0) this.#writeSoon();
    if (this.#frames.destroyed) return;
    for (const buffer of buffers) this.#frames.write(buffer);
  }

  #writeSoon(): void {
    const buffers = this.#soon;
    this.#soon = [];
    if (buffers.length === 0 || this.#frames.destroyed) return;
    let length = 0;
    for (const buffer of buffers) length += buffer.length;
    // One buffer is one plain write; what is large is not copied for that.
    if (length <= copiedUpTo) this.#frames.write(buffers.length === 1 && buffers[0] ? buffers[0] : Buffer.concat(buffers, length));
    else this.#write(buffers);
  }

  #read(reader: FrameReader, chunk: Buffer): void {
    try {
      reader.push(chunk);
    } catch {
      // The function wrote to descriptors that are not its own. Only it pays for that: nothing it says can be understood any more.
      killGroup(this.#child);
    }
  }

  /** Ends the process at once. The answer resolves when it is gone and all it wrote has been read. */
  kill(): Promise<void> {
    killGroup(this.#child);
    return this.#gone;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import type { EnvironmentConfiguration, EnvironmentPreparation, RuntimeError } from '../environment-configuration.ts';
import type { InvocationFigures, InvokeHeader } from '../frames.ts';
import { killGroup } from '../process-group.ts';
import { residentMb } from '../resident-memory.ts';
import type { ProcessExit, RuntimeProcess, RuntimeProcessListener } from '../runtime-process.ts';
import { type ReportedError, RuntimeApi } from './runtime-api.ts';
import type { MissingRuntime, RuntimeCommand } from './runtime-command.ts';

interface RunningInvocation {
  readonly sequence: number;
  readonly startedAt: number;
}

export interface RuntimeApiProcessOptions {
  readonly command: RuntimeCommand | MissingRuntime;
  readonly onSpawned: (pid: number) => void;
  readonly onGone: (pid: number) => void;
}

/** A process that asks for its invocations by the Runtime API: any runtime but our own for Node. It starts when the code is to be loaded. */
export class RuntimeApiProcess implements RuntimeProcess {
  readonly #options: RuntimeApiProcessOptions;
  readonly #api: RuntimeApi;
  readonly #address: Promise<string>;
  readonly #gone: Promise<void>;
  #resolveGone: () => void = () => {};
  #environment: { readonly [name: string]: string } = {};
  #child: ChildProcess | undefined;
  #listener: RuntimeProcessListener | undefined;
  #exit: ProcessExit | undefined;
  #startedAt = 0;
  #initialised = false;
  #running: RunningInvocation | undefined;
  #killed = false;

  constructor(options: RuntimeApiProcessOptions) {
    this.#options = options;
    this.#gone = new Promise((resolve) => {
      this.#resolveGone = resolve;
    });
    this.#api = new RuntimeApi({
      onNext: () => this.#onNext(),
      onResponse: ({ payload }) => this.#finish(payload, undefined),
      onStreamStart: (contentType) => this.#running && this.#listener?.onStreamStart(this.#running.sequence, contentType),
      onStreamChunk: (chunk) => this.#running && this.#listener?.onStreamChunk(this.#running.sequence, chunk),
      onStreamEnd: (failed) => this.#finish(failed?.payload ?? Buffer.alloc(0), failed),
      onError: (error) => this.#finish(error.payload, error),
      onInitError: (error) => this.#onInitError(error),
    });
    this.#address = this.#api.listen();
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get takesAhead(): boolean {
    return false;
  }

  get alive(): boolean {
    return this.#exit === undefined;
  }

  own(listener: RuntimeProcessListener): void {
    this.#listener = listener;
  }

  prepare({ environment }: EnvironmentPreparation): void {
    this.#environment = environment;
  }

  configure({ codeRoot }: EnvironmentConfiguration): void {
    void this.#start(codeRoot);
  }

  invoke(sequence: number, header: InvokeHeader, event: string | Buffer): void {
    this.#running = { sequence, startedAt: performance.now() };
    this.#api.offer({ sequence, header, event });
  }

  /** Nothing is sent ahead to such a process. */
  takeBack(): void {
    this.#listener?.onReturned([]);
  }

  acknowledge(_sequence: number, bytes: number): void {
    this.#api.acknowledge(bytes);
  }

  kill(): Promise<void> {
    this.#killed = true;
    if (!this.#child) this.#end({ code: null, signal: 'SIGKILL' });
    else killGroup(this.#child);
    return this.#gone;
  }

  async #start(codeRoot: string): Promise<void> {
    const address = await this.#address;
    if (this.#killed) return;
    this.#startedAt = performance.now();
    const { command, onSpawned, onGone } = this.#options;
    if ('error' in command) {
      this.#listener?.onInitFailed({ error: command.error, origin: undefined, memoryKb: 0 });
      this.#end({ code: null, signal: null });
      return;
    }
    const child = spawn(command.file, command.arguments, {
      cwd: codeRoot,
      env: { ...this.#environment, AWS_LAMBDA_RUNTIME_API: address },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    const { pid } = child;
    if (pid !== undefined) onSpawned(pid);
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding('utf8').on('data', (text: string) => this.#listener?.onOutput(text));
      output.on('error', () => {});
    }
    child.once('error', (error) => {
      this.#listener?.onOutput(`${error.message}\n`);
      this.#end({ code: 127, signal: null });
    });
    child.once('exit', (code, signal) => {
      // What it started ends with it, as the sandbox does on AWS.
      killGroup(child);
      if (pid !== undefined) onGone(pid);
      // What it wrote last is read in this turn of the event loop or the next.
      const closed = new Promise((resolve) => child.once('close', resolve));
      void Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 200).unref())]).then(() => this.#end({ code, signal }));
    });
  }

  #onNext(): void {
    if (this.#initialised) return;
    this.#initialised = true;
    const initDurationMs = performance.now() - this.#startedAt;
    this.#listener?.onInitialised({ initDurationMs, memoryKb: this.#memoryKb(), loadedFiles: undefined });
  }

  #onInitError({ errorType, payload }: ReportedError): void {
    this.#listener?.onInitFailed({ error: parseError(payload, errorType), origin: undefined, memoryKb: this.#memoryKb() });
    // Runtimes end themselves after this; one that does not has nothing left to do either.
    if (this.#child) setTimeout(() => this.#child && killGroup(this.#child), 100).unref();
  }

  #finish(payload: Buffer, failed: ReportedError | undefined): void {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    const durationUs = Math.round((performance.now() - running.startedAt) * 1000);
    const figures: InvocationFigures = {
      sequence: running.sequence,
      logBytes: 0,
      memoryKb: this.#memoryKb(),
      durationUs,
      activeUs: durationUs,
    };
    this.#listener?.onResult({ figures, payload, error: failed && parseError(failed.payload, failed.errorType) });
  }

  #memoryKb(): number {
    return this.pid === undefined ? 0 : residentMb(this.pid) * 1024;
  }

  #end(exit: ProcessExit): void {
    if (this.#exit) return;
    this.#exit = exit;
    this.#api.close();
    this.#listener?.onExit(exit);
    this.#resolveGone();
  }
}

/** A runtime's error object, which may be anything: with a type and a message, and all else it has. */
function parseError(payload: Buffer, type: string): RuntimeError {
  const text = payload.toString('utf8');
  const plain = { errorType: type, errorMessage: text };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return plain;
    const errorType = 'errorType' in value && typeof value.errorType === 'string' && value.errorType !== '' ? value.errorType : type;
    const errorMessage = 'errorMessage' in value && typeof value.errorMessage === 'string' ? value.errorMessage : '';
    return { ...value, errorType, errorMessage };
  } catch {
    return plain;
  }
}

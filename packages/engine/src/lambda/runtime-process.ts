import type {
  EnvironmentConfiguration,
  EnvironmentPreparation,
  InitFailed,
  Initialised,
  RuntimeError,
  StoppedCall,
} from './environment-configuration.ts';
import type { InvocationFigures, InvokeHeader } from './frames.ts';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What its owner hears of a process. */
export interface RuntimeProcessListener {
  onInitialised(initialised: Initialised): void;
  /** The process ends itself afterwards. */
  onInitFailed(failed: InitFailed): void;
  /** The running invocation is done. With `fatal` no other was started, and the process ends. */
  onResult(result: RuntimeResult): void;
  /** These were sent ahead and have not been started. */
  onReturned(sequences: readonly number[]): void;
  /** The running invocation answers in pieces, of this content type. */
  onStreamStart(sequence: number, contentType: string): void;
  onStreamChunk(sequence: number, chunk: Buffer): void;
  onStoppedCall(call: StoppedCall): void;
  onLog(kind: number, sequence: number, text: string, frameBytes: number): void;
  /** Written past the console: by native code, by a process that the function started, or straight to the file descriptor. */
  onOutput(text: string): void;
  /** After the last result and the last log record. */
  onExit(exit: ProcessExit): void;
}

export interface RuntimeResult {
  readonly figures: InvocationFigures;
  readonly payload: Buffer;
  readonly error?: RuntimeError | undefined;
  readonly fatal?: boolean | undefined;
}

/** A process that runs a function's invocations, whatever its language, and however it is spoken to. */
export interface RuntimeProcess {
  readonly pid: number | undefined;
  readonly alive: boolean;
  /** Whether it may be given invocations beside the one it runs. */
  readonly takesAhead: boolean;
  own(listener: RuntimeProcessListener): void;
  /** What needs no code of the user's. */
  prepare(preparation: EnvironmentPreparation): void;
  /** From here on the user's code runs. */
  configure(configuration: EnvironmentConfiguration): void;
  /** @param soon the process is busy: it need not have it before the end of this turn of the event loop */
  invoke(sequence: number, header: InvokeHeader, event: string | Buffer, soon: boolean): void;
  /** Asks for the invocations that have not been started. */
  takeBack(): void;
  /** So many bytes of a streamed answer have been read: as many more may come. */
  acknowledge(sequence: number, bytes: number): void;
  /** Ends the process at once. The answer resolves when it is gone and all it wrote has been read. */
  kill(): Promise<void>;
}

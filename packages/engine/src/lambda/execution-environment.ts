import { mkdirSync, rmSync } from 'node:fs';
import type { AwsCall } from '../trace/trace.ts';
import { DebuggerPresence } from './debugger-presence.ts';
import type { CodeToLoad, InitFailed, Initialised, KnownPackage } from './environment-configuration.ts';
import { createIdentity, runtimeVersionOf } from './environment-identity.ts';
import type { EnvironmentListener, EnvironmentOptions } from './environment-options.ts';
import { EnvironmentOutput } from './environment-output.ts';
import { environmentVariables } from './environment-variables.ts';
import { Freezer } from './freezer.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import { failedOutcome, finishAnswered, finishUnanswered } from './invocation-ending.ts';
import type { InvocationRun } from './invocation-run.ts';
import type { CredentialOwner } from './lambda-runtime.ts';
import { endingOf, exited, type KillReason } from './platform-errors.ts';
import { maximumProcesses } from './process-census.ts';
import { residentMb } from './resident-memory.ts';
import type { ProcessExit, RuntimeProcess, RuntimeResult } from './runtime-process.ts';
import { stoppedAwsCall } from './stopped-call.ts';
import { initReportLine, initStartLine } from './system-log.ts';
import { TimeLimit } from './time-limit.ts';

/** @source "Understanding the Lambda execution environment lifecycle", AWS Lambda developer guide */
const initLimitMs = 10_000;

/** `prepared`: a process waits for the code. `exiting`: the process is ending, and what it ran is over. `reset`: it is gone; the next invocation begins another. */
type Phase = 'new' | 'prepared' | 'initialising' | 'ready' | 'exiting' | 'reset' | 'ended';

/**
 * One execution environment: a process with the function's code, its identity, its folder for temporary files, and the invocations it was
 * given, of which it runs one at a time. When the process ends, the environment is reset, as on AWS: the next invocation begins a new
 * process in it, inside its own time limit.
 */
export class ExecutionEnvironment {
  readonly accessKeyId: string;
  readonly #options: EnvironmentOptions;
  readonly #listener: EnvironmentListener;
  readonly #identity: ReturnType<typeof createIdentity>;
  readonly #runs: InvocationRun[] = [];
  #phase: Phase = 'new';
  #process: RuntimeProcess | undefined;
  #retiring = false;
  #sequence = 0;
  #memoryKb = 0;
  #initStartedAt = 0;
  #initDurationMs = 0;
  /** The figures of the first report carry the initialisation. */
  #initToReport: number | undefined;
  #initError: InitFailed | undefined;
  readonly #debugger: DebuggerPresence = new DebuggerPresence();
  readonly #timeLimit: TimeLimit;
  #initSettled: () => void = () => {};
  /** Why, and under which invocation, the process is being killed by us. */
  #killed: { readonly reason: KillReason; readonly run: InvocationRun | undefined } | undefined;
  readonly #output: EnvironmentOutput;
  /** A process that is debugged goes on: its debugger would wait in vain. */
  readonly #freezer: Freezer = new Freezer(() => (this.configuration.inspectPort === undefined ? this.pid : undefined));
  /** What packages said while nobody had asked for the environment. */
  readonly #earlyLines: string[] = [];
  #code: CodeToLoad = { kind: 'in-place' };
  idleSince: number = performance.now();

  constructor(options: EnvironmentOptions, listener: EnvironmentListener) {
    this.#options = options;
    this.#listener = listener;
    const { world, configuration } = options;
    this.#output = new EnvironmentOutput(
      () => this.#runs,
      (line) => (this.#phase === 'prepared' ? this.#earlyLines.push(line) : this.#emit(undefined, line)),
    );
    this.#timeLimit = new TimeLimit(world, () => this.#debugger.isThere());
    this.#identity = createIdentity(world, configuration);
    this.accessKeyId = this.#identity.accessKeyId;
  }

  get configuration(): FunctionConfiguration {
    return this.#options.configuration;
  }

  /** Whose its credentials are. */
  get owner(): CredentialOwner {
    const { secretAccessKey, sessionToken } = this.#identity;
    return { functionName: this.configuration.functionName, secretAccessKey, sessionToken };
  }

  /** How many invocations it holds, running and sent ahead. */
  get load(): number {
    return this.#runs.length;
  }

  /** True when it may be given an invocation at all. */
  get available(): boolean {
    return !this.#retiring && !this.#killed && (this.#phase === 'ready' || (this.#phase === 'reset' && this.#runs.length === 0));
  }

  get starting(): boolean {
    return this.#phase === 'new' || (this.#phase === 'initialising' && this.#runs.length === 0);
  }

  /** True when events may be sent ahead of the one that runs. */
  get aheadAllowed(): boolean {
    return this.#phase === 'ready' && !this.#retiring && !this.#killed && this.#process?.takesAhead === true;
  }

  /** For how long the running invocation has been running. */
  runningForMs(now: number): number {
    const head = this.#runs[0];
    return head === undefined || head.startedAt === 0 ? 0 : now - head.startedAt;
  }

  get pid(): number | undefined {
    return this.#process?.alive ? this.#process.pid : undefined;
  }

  /** Gives it a process that has loaded what the code will need, and waits for the code. */
  async prepare(packages: readonly KnownPackage[]): Promise<void> {
    this.#phase = 'prepared';
    await this.#startProcess(packages);
  }

  /** The init phase: loads the code before an invocation arrives. Resolves when that is done, or has failed. */
  async initialise(code: CodeToLoad): Promise<void> {
    this.#phase = 'initialising';
    this.#code = code;
    const { world, starter } = this.#options;
    const { version, arn } = runtimeVersionOf(world, this.configuration.runtime, await starter.runtimeVersion(this.configuration));
    const start = { runtimeVersion: version, runtimeVersionArn: arn, initializationType: this.#options.initializationType };
    this.#emit(undefined, initStartLine(this.configuration, world.now(), start));
    const settled = new Promise<void>((resolve) => {
      this.#initSettled = resolve;
    });
    for (const line of this.#earlyLines.splice(0)) this.#emit(undefined, line);
    await this.#configure();
    this.#timeLimit.start(initLimitMs, () => this.#kill('init-timeout'));
    await settled;
  }

  /** Gives it an invocation; only while `available`, or ahead while `aheadAllowed`. */
  run(run: InvocationRun): void {
    this.#sequence += 1;
    run.sequence = this.#sequence;
    this.#runs.push(run);
    this.#freezer.thaw();
    if (this.#phase === 'reset') void this.#initialiseInside(run);
    else this.#send(run);
  }

  /** Asks for the invocations that were sent ahead; they come by `onReturned`. */
  takeBack(): void {
    if (this.#runs.length > 1) this.#process?.takeBack();
  }

  /** Ends it as soon as the running invocation is done. */
  async retire(): Promise<void> {
    this.#retiring = true;
    if (this.#runs.length === 0) await this.stop();
    else this.takeBack();
  }

  recordAwsCall(call: AwsCall): void {
    this.#runs[0]?.awsCalls.push(call);
  }

  /** Takes note of the memory its process holds, and of the tasks that run in it; one that goes beyond what it may is ended, as by AWS's kernel. */
  noteUse(residentMb: number, tasks = 0): void {
    this.#memoryKb = Math.max(this.#memoryKb, residentMb * 1024);
    if (residentMb > this.configuration.memorySizeMb) this.#kill('memory');
    else if (tasks > maximumProcesses) this.#kill('processes');
  }

  /** Ends it at once. */
  async stop(): Promise<void> {
    this.#retiring = true;
    this.#phase = 'ended';
    this.#timeLimit.cancel();
    await this.#process?.kill();
    rmSync(this.#options.temporaryFolder, { recursive: true, force: true, maxRetries: 3 });
    this.#listener.onEnded();
  }

  async #startProcess(packages: readonly KnownPackage[]): Promise<void> {
    const { starter, endpointUrl, sdkFrom, sdkImportHooks, temporaryFolder, initializationType, configuration } = this.#options;
    mkdirSync(temporaryFolder, { recursive: true });
    const identity = { ...this.#identity, endpointUrl, temporaryFolder, initializationType };
    const environment = environmentVariables(configuration, identity);
    if (configuration.parametersAndSecrets === true) {
      const seen = { ...this.#identity, configuration, invoked: () => this.#sequence > 0, log: (line: string) => this.#note(line) };
      Object.assign(environment, await this.#options.extension?.join(seen));
    }
    this.#initError = undefined;
    this.#killed = undefined;
    const started = await starter.take(configuration, environment);
    this.#output.begin(!started.takesAhead);
    if (this.#phase === 'ended') {
      this.#initSettled();
      await started.kill();
      return;
    }
    this.#process = started;
    started.own({
      onInitialised: (initialised) => this.#onInitialised(initialised),
      onInitFailed: (failed) => this.#onInitFailed(failed),
      onResult: (result) => this.#onResult(result),
      onReturned: (sequences) => this.#onReturned(sequences),
      onStreamStart: (sequence, contentType) =>
        this.#find(sequence)?.stream?.begin(contentType, (bytes) => started.acknowledge(sequence, bytes)),
      onStreamChunk: (sequence, chunk) => this.#find(sequence)?.stream?.push(chunk),
      onStoppedCall: (call) => this.#find(call.sequence)?.awsCalls.push(stoppedAwsCall(call)),
      onLog: (kind, sequence, text, frameBytes) => this.#output.record(kind, sequence, text, frameBytes),
      onOutput: (text) => {
        if (configuration.inspectPort !== undefined) this.#debugger.read(text);
        this.#output.direct(text);
      },
      onExit: (exit) => this.#onExit(exit),
    });
    const { codeRoot, inspectPort, ephemeralStorageMb } = configuration;
    started.prepare({ environment, codeRoot, endpointUrl, sdkFrom, sdkImportHooks, packages, inspectPort, ephemeralStorageMb });
  }

  /** From here on the user's code runs. */
  async #configure(): Promise<void> {
    this.#initStartedAt = performance.now();
    if (!this.#process) await this.#startProcess([]);
    const { codeRoot, handler } = this.configuration;
    this.#process?.configure({ codeRoot, handler, code: this.#code });
  }

  /** An environment that was reset, or whose init phase failed, initialises inside the invocation and its time limit. */
  async #initialiseInside(run: InvocationRun): Promise<void> {
    this.#phase = 'initialising';
    this.#begin(run);
    await this.#configure();
  }

  #send(run: InvocationRun): void {
    if (this.#initToReport !== undefined && run.acceptedAt <= this.#initStartedAt + this.#initToReport)
      run.initDurationMs = this.#initToReport;
    this.#initToReport = undefined;
    this.#write(run, this.configuration.timeoutSeconds * 1000);
    if (this.#runs[0] === run) this.#begin(run);
  }

  /** The invocation is now the one that runs: its clock starts. */
  #begin(run: InvocationRun): void {
    run.startedAt = performance.now();
    run.log.start(this.#identity.place);
    this.#timeLimit.start(this.configuration.timeoutSeconds * 1000, () => this.#kill('timeout'));
  }

  #kill(reason: KillReason): void {
    if (this.#killed || this.#phase === 'ended') return;
    this.#killed = { reason, run: this.#runs[0] };
    if (this.pid !== undefined) this.noteUse(residentMb(this.pid));
    void this.#process?.kill();
  }

  /** It has nothing to do. */
  #rest(): void {
    this.idleSince = performance.now();
    this.#freezer.idle();
  }

  #find(sequence: number): InvocationRun | undefined {
    return this.#runs.find((it) => it.sequence === sequence);
  }

  #onInitFailed(failed: InitFailed): void {
    this.#initError = failed;
    this.#memoryKb = Math.max(this.#memoryKb, failed.memoryKb);
  }

  #onInitialised(initialised: Initialised): void {
    // That of an invocation that waits for its initialisation goes on.
    if (this.#runs.length === 0) this.#timeLimit.cancel();
    this.#memoryKb = Math.max(this.#memoryKb, initialised.memoryKb);
    this.#initDurationMs = performance.now() - this.#initStartedAt;
    this.#phase = 'ready';
    this.#initSettled();
    this.#listener.onInitialised(initialised);
    const waiting = this.#runs[0];
    if (waiting) {
      waiting.suppressedInitMs = this.#initDurationMs;
      this.#write(waiting, Math.round(this.configuration.timeoutSeconds * 1000 - (performance.now() - waiting.startedAt)));
      return;
    }
    this.#initToReport = this.#initDurationMs;
    this.#rest();
    this.#listener.onReady();
  }

  #write({ requestId, invocation, sequence, stream }: InvocationRun, timeoutMs: number): void {
    const { invokedFunctionArn, traceId, clientContext, cognitoIdentity, payload } = invocation;
    const header = { requestId, invokedFunctionArn, traceId, timeoutMs, clientContext, cognitoIdentity, streamed: stream !== undefined };
    // Others are likely to follow in this turn of the event loop: waking the process costs more than writing to it.
    this.#process?.invoke(sequence, header, payload, this.#options.concurrent());
  }

  #onResult({ figures, payload, error, fatal }: RuntimeResult): void {
    const run = this.#runs.shift();
    if (run?.sequence !== figures.sequence) throw new Error(`A result for invocation ${figures.sequence}, while ${run?.sequence} runs.`);
    this.#timeLimit.cancel();
    this.#memoryKb = Math.max(this.#memoryKb, figures.memoryKb);
    const { configuration } = this;
    const outcome = error ? failedOutcome(configuration, error, { payload }) : { payload };
    const durationMs = (run.suppressedInitMs ?? 0) + figures.durationUs / 1000;
    this.#output.whenComplete(run, figures.logBytes, () =>
      finishAnswered(run, configuration, { outcome, durationMs, memoryKb: this.#memoryKb }),
    );
    if (fatal) {
      this.#returnAll();
      return;
    }
    const next = this.#runs[0];
    if (next) this.#begin(next);
    else if (this.#retiring) void this.stop();
    else this.#rest();
    const { sequence, durationUs, activeUs } = figures;
    this.#listener.onFinished({ first: sequence === 1, durationMs: durationUs / 1000, activeMs: activeUs / 1000 });
  }

  #onReturned(sequences: readonly number[]): void {
    const returned = this.#runs.filter((it) => sequences.includes(it.sequence));
    for (const run of returned) this.#runs.splice(this.#runs.indexOf(run), 1);
    if (this.#retiring && this.#runs.length === 0) void this.stop();
    this.#listener.onReturned(returned);
  }

  #returnAll(): void {
    this.#phase = 'exiting';
    const unstarted = this.#runs.splice(0);
    if (unstarted.length > 0) this.#listener.onReturned(unstarted);
  }

  #onExit(exit: ProcessExit): void {
    this.#process = undefined;
    this.#debugger.reset();
    this.#freezer.reset();
    this.#output.end();
    this.#initSettled();
    this.#timeLimit.cancel();
    const wasInit = this.#phase === 'initialising';
    // A package that ends the process while it is loaded: it is left to the code to load it.
    const wasPrepared = this.#phase === 'prepared';
    const ended = this.#phase === 'ended';
    if (!ended) this.#phase = 'reset';
    const [run, ...unstarted] = this.#runs.splice(0);
    if (wasInit) this.#reportInit(run, exit);
    // Killed for another invocation, whose answer came after all: this one has done nothing.
    if (run && this.#killed?.run && this.#killed.run !== run) unstarted.unshift(run);
    else if (run) this.#finishKilled(run, exit);
    this.#killed = undefined;
    if (unstarted.length > 0) this.#listener.onReturned(unstarted);
    if (ended) return;
    if (this.#retiring || wasPrepared) {
      void this.stop();
      return;
    }
    this.idleSince = performance.now();
    this.#listener.onReady();
  }

  #reportInit(run: InvocationRun | undefined, exit: ProcessExit): void {
    const durationMs = performance.now() - this.#initStartedAt;
    const late = this.#killed?.reason === 'init-timeout' || this.#killed?.reason === 'timeout';
    const status = late ? 'timeout' : 'error';
    const errorType = late ? undefined : (this.#initError?.error.errorType ?? exited('', exit).errorType);
    const { world, initializationType } = this.#options;
    const report = { durationMs, phase: run ? 'invoke' : 'init', status, errorType, initializationType } as const;
    this.#emit(run?.requestId, initReportLine(this.configuration, world.now(), report));
    if (this.#initError) this.#listener.onInitFailed(this.#initError.error, this.#initError.origin);
  }

  /** The process ended under an invocation. */
  #finishKilled(run: InvocationRun, exit: ProcessExit): void {
    this.#output.flush(run);
    const { error, line } = endingOf({
      reason: this.#killed?.reason,
      exit,
      initError: this.#initError?.error,
      requestId: run.requestId,
      timeoutSeconds: this.configuration.timeoutSeconds,
      nowMs: this.#options.world.now(),
    });
    if (line !== undefined) run.log.line(line);
    const late = this.#killed?.reason === 'timeout';
    finishUnanswered(run, this.configuration, { error, origin: this.#initError?.origin, late, memoryKb: this.#memoryKb });
  }

  /** What an extension says. */
  #note(line: string): void {
    if (this.#phase === 'prepared') this.#earlyLines.push(line);
    else this.#emit(this.#runs[0]?.requestId, line);
  }

  #emit(requestId: string | undefined, line: string | undefined): void {
    if (line !== undefined) this.#options.emit(requestId, line, this.#identity.place);
  }
}

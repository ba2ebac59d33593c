import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ServiceError } from '../protocol/service-error.ts';
import type { World } from '../world/world.ts';
import type { FailedOutcome } from './code/build-failure.ts';
import type { FunctionCode, LoadedCode } from './code/function-code.ts';
import type { RuntimeError } from './environment-configuration.ts';
import type { EnvironmentExtension } from './environment-extension.ts';
import type { EnvironmentListener, InitializationType } from './environment-options.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import { explainFailure } from './explain-failure.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import { type EmitLine, InvocationLog } from './invocation-log.ts';
import { InvocationRun } from './invocation-run.ts';
import type { Invocation, InvocationResult } from './lambda-runtime.ts';
import { exited } from './platform-errors.ts';
import { PoolFigures } from './pool-figures.ts';
import type { ProcessStarter } from './process-starter.ts';
import { ProcessorWatch } from './processor-watch.ts';
import { runtimeFamily } from './runtime-api/runtime-command.ts';
import { environmentsToStart, eventsAhead, typicalMs } from './scaling.ts';
import type { StreamedResponse } from './streamed-response.ts';

/** How often a queue is looked at again while it waits. */
const recheckEveryMs = 10;
/** A running invocation that takes longer than this gives back what was sent ahead to its environment. */
const takeBackAfterMs = 25;
export interface PoolOptions {
  readonly world: World;
  readonly starter: ProcessStarter;
  readonly configuration: FunctionConfiguration;
  readonly code: FunctionCode;
  readonly endpointUrl: () => string;
  readonly sdkFrom: string;
  readonly temporaryRoot: string;
  readonly processorCount: number;
  readonly maximumEnvironments: number;
  readonly emit: EmitLine;
  readonly extension?: EnvironmentExtension | undefined;
  onEnvironment(environment: ExecutionEnvironment, alive: boolean): void;
  /** A new environment can answer: the time to have the next one ready. */
  onStarted(pool: FunctionPool): void;
}

/** The environments of one function's version, and the invocations that wait for one. */
export class FunctionPool {
  configuration: FunctionConfiguration;
  readonly #options: PoolOptions;
  readonly #environments = new Set<ExecutionEnvironment>();
  /** Of former code or configuration; they finish what they run. */
  readonly #retiring = new Set<ExecutionEnvironment>();
  #queue: InvocationRun[] = [];
  #accepted = 0;
  #code: LoadedCode | undefined;
  #loading: Promise<LoadedCode> | undefined;
  readonly #figures: PoolFigures = new PoolFigures();
  readonly #watch: ProcessorWatch = new ProcessorWatch();
  #waitedMs = 0;
  #recheck: NodeJS.Timeout | undefined;
  #environmentCount = 0;
  #next: ExecutionEnvironment | undefined;
  /** Why the present code could not be loaded. */
  #initFailure: FailedOutcome | undefined;
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.configuration = options.configuration;
  }

  /**
   * @param stream where the answer goes while it is written; without it, it comes with the result
   * @throws ServiceError TooManyRequestsException
   */
  invoke(invocation: Invocation, stream?: StreamedResponse): Promise<InvocationResult> {
    const { reservedConcurrentExecutions } = this.configuration;
    if (reservedConcurrentExecutions !== undefined && this.#accepted >= reservedConcurrentExecutions) {
      throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, {
        Type: 'User',
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      });
    }
    this.#accepted += 1;
    const { world, emit } = this.#options;
    const requestId = invocation.requestId ?? world.uuid();
    const log = new InvocationLog(requestId, this.configuration, () => world.now(), emit);
    return new Promise((resolve) => {
      const settle = (result: InvocationResult): void => {
        this.#accepted -= 1;
        resolve(result);
      };
      this.#queue.push(new InvocationRun({ requestId, invocation, log, stream, settle }));
      this.#drain();
    });
  }

  /** Whether an environment of it was ever started. */
  get used(): boolean {
    return this.#environmentCount > 0;
  }

  /** Whether its processes are our own for Node, which may be started before the code is known. */
  get isNode(): boolean {
    return runtimeFamily(this.configuration.runtime) === 'nodejs';
  }

  get accepted(): number {
    return this.#accepted;
  }

  get environments(): ReadonlySet<ExecutionEnvironment> {
    return this.#environments;
  }

  /** New configuration; what runs finishes on the old one. */
  configure(configuration: FunctionConfiguration): void {
    // How many may run at once, or are to be there, is nothing that a process knows.
    const ofProcesses = (it: FunctionConfiguration): object => ({
      ...it,
      reservedConcurrentExecutions: 0,
      provisionedConcurrentExecutions: 0,
    });
    const sameProcesses = isDeepStrictEqual(ofProcesses(this.configuration), ofProcesses(configuration));
    this.configuration = configuration;
    if (sameProcesses && this.#code && !this.#code.failure) {
      void this.#provision();
      return;
    }
    void this.dropNext();
    this.#retireAll();
    this.#code = undefined;
    this.#drain();
    if (configuration.provisionedConcurrentExecutions !== undefined) void this.prepare();
  }

  /** The code has changed: later invocations wait for the new one. Resolves when it can answer, where an environment was live before. */
  async reload(): Promise<FailedOutcome | undefined> {
    const wasLive = this.#environments.size > 0;
    this.#retireAll();
    this.#code = undefined;
    this.#loading = undefined;
    this.#initFailure = undefined;
    const code = await this.#load();
    await this.#provision();
    if (wasLive && !code.failure && this.#environments.size === 0) await this.#startEnvironment();
    this.#drain();
    return code.failure ?? this.#initFailure;
  }

  /** Builds what needs a build, and starts the environments that are to be there before anybody asks. */
  async prepare(): Promise<LoadedCode> {
    const code = this.#code ?? (await this.#load());
    await this.#provision();
    return code;
  }

  /** Environments of the provisioned concurrency, initialised up front. @source "Configuring provisioned concurrency for a function", AWS Lambda developer guide */
  async #provision(): Promise<void> {
    const wanted = (this.configuration.provisionedConcurrentExecutions ?? 0) - this.#environments.size;
    if (wanted > 0) await Promise.all(Array.from({ length: wanted }, () => this.#startEnvironment('provisioned-concurrency')));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#recheck);
    this.#abandon(this.#queue.splice(0));
    await this.dropNext();
    await Promise.all([...this.#environments, ...this.#retiring].map((it) => it.stop()));
  }

  /** Ends the environments that have been idle since before `idleSince`, and keeps at least `keep`. */
  retireIdle(idleBefore: number, atLeast: number): void {
    const keep = Math.max(atLeast, this.configuration.provisionedConcurrentExecutions ?? 0);
    for (const environment of this.#environments) {
      if (this.#environments.size <= keep) return;
      if (environment.load === 0 && environment.available && environment.idleSince < idleBefore) this.#retire(environment);
    }
  }

  #retireAll(): void {
    for (const environment of this.#environments) this.#retire(environment);
  }

  #retire(environment: ExecutionEnvironment): void {
    this.#environments.delete(environment);
    this.#retiring.add(environment);
    void environment.retire();
  }

  #load(): Promise<LoadedCode> {
    const loading = this.#loading ?? this.#options.code.load(this.configuration);
    this.#loading = loading;
    return loading.then((code) => {
      if (this.#loading === loading) {
        this.#loading = undefined;
        this.#code = code;
      }
      return code;
    });
  }

  /** Gives waiting invocations to environments, and starts more of these where that pays off. */
  #drain(): void {
    if (this.#stopped || this.#queue.length === 0) return;
    if (!this.#code) {
      void this.#load().then(() => this.#drain());
      return;
    }
    const { failure } = this.#code;
    if (failure) {
      for (const run of this.#queue.splice(0)) {
        run.log.start();
        run.settle(this.configuration, failure, 0);
      }
      return;
    }
    for (let environment = this.#idle(); environment; environment = this.#queue.length > 0 ? this.#idle() : undefined) {
      const run = this.#queue.shift();
      if (!run) break;
      this.#waitedMs += performance.now() - run.acceptedAt;
      environment.run(run);
      if (environment.load > 1) this.#watchOver();
    }
    if (this.#queue.length > 0) this.#scale();
  }

  /** The environment that was last idle, so that the others can be retired; else a fast one that still takes an event ahead. */
  #idle(): ExecutionEnvironment | undefined {
    const ahead = eventsAhead(this.#figures.durationMs, this.#figures.shortestMs);
    const now = performance.now();
    let best: ExecutionEnvironment | undefined;
    for (const environment of this.#environments) {
      const { load } = environment;
      // One that has given back what was sent ahead, because what it runs is slow, would get it again.
      const takesAhead = load < ahead && environment.aheadAllowed && environment.runningForMs(now) <= takeBackAfterMs;
      if (!(load === 0 ? environment.available : takesAhead)) continue;
      if (!best || load < best.load || (load === best.load && environment.idleSince > best.idleSince)) best = environment;
    }
    return best;
  }

  #scale(): void {
    const now = performance.now();
    let starting = 0;
    let ending = 0;
    let longestRunningMs = 0;
    let longestPid: number | undefined;
    for (const environment of this.#environments) {
      // Killed for its time-out, and still on the list: it runs nothing any more.
      if (environment.load === 0 && !environment.available && !environment.starting) ending += 1;
      if (environment.starting) starting += 1;
      const runningMs = environment.runningForMs(now);
      if (runningMs > longestRunningMs) [longestRunningMs, longestPid] = [runningMs, environment.pid];
    }
    const { durationMs, shortestMs, coldStartMs, activeShare } = this.#figures;
    const count = environmentsToStart({
      waiting: this.#queue.length,
      starting,
      busy: this.#environments.size - starting - ending,
      durationMs: typicalMs(durationMs, shortestMs),
      longestRunningMs,
      longestRunningShare: durationMs === undefined ? this.#watch.share(longestPid, now) : undefined,
      coldStartMs,
      waitedMs: this.#waitedMs,
      activeShare: activeShare ?? 0,
      processorCount: this.#options.processorCount,
      // A debugger has one port: one environment serves it.
      maximumEnvironments: this.configuration.inspectPort === undefined ? this.#options.maximumEnvironments : 1,
    });
    for (let index = 0; index < count; index += 1) void this.#startEnvironment();
    if (count > 0) this.#waitedMs = 0;
    this.#watchOver();
  }

  /** While something waits, in the queue or sent ahead, what runs may turn out to be slow. */
  #watchOver(): void {
    // After what has come meanwhile is read: an engine that was held up would else take its own delay for the function's.
    this.#recheck ??= setInterval(() => setImmediate(() => this.#lookAgain()), recheckEveryMs).unref();
  }

  #lookAgain(): void {
    const now = performance.now();
    let ahead = false;
    for (const environment of this.#environments) {
      ahead ||= environment.load > 1;
      if (environment.load > 1 && environment.runningForMs(now) > takeBackAfterMs) environment.takeBack();
    }
    if (this.#queue.length === 0 && !ahead) {
      clearInterval(this.#recheck);
      this.#recheck = undefined;
    } else this.#drain();
  }

  /** Keeps one more environment in waiting, which has loaded the packages of the code and not the code: a save costs only the latter. */
  async prepareNext(): Promise<void> {
    if (this.#next || this.#stopped) return;
    const next = this.#createEnvironment();
    this.#next = next;
    await next.prepare(this.#options.code.packages);
  }

  async dropNext(): Promise<void> {
    const next = this.#next;
    this.#next = undefined;
    await next?.stop();
  }

  async #startEnvironment(initializationType: InitializationType = 'on-demand'): Promise<void> {
    const code = this.#code;
    if (!code || code.failure || this.#stopped) return;
    const next = initializationType === 'on-demand' ? this.#next : undefined;
    if (next) this.#next = undefined;
    const environment = next ?? this.#createEnvironment(initializationType);
    this.#environments.add(environment);
    this.#options.onEnvironment(environment, true);
    await environment.initialise(code.toLoad);
    if (this.#environments.has(environment)) this.#options.onStarted(this);
  }

  #createEnvironment(initializationType: InitializationType = 'on-demand'): ExecutionEnvironment {
    const { world, starter, endpointUrl, sdkFrom, temporaryRoot, emit, extension } = this.#options;
    this.#environmentCount += 1;
    const environment: ExecutionEnvironment = new ExecutionEnvironment(
      {
        world,
        starter,
        configuration: this.configuration,
        endpointUrl: endpointUrl(),
        sdkFrom,
        sdkImportHooks: this.#options.code.sdkImportHooks,
        temporaryFolder: join(
          temporaryRoot,
          `${this.configuration.functionName}-${this.configuration.version ?? 'latest'}-${this.#environmentCount}`,
        ),
        initializationType,
        emit,
        extension,
        concurrent: () => this.#accepted > 1,
      },
      this.#listenerOf(() => environment),
    );
    return environment;
  }

  /** What an environment tells its pool. */
  #listenerOf(environment: () => ExecutionEnvironment): EnvironmentListener {
    return {
      onReady: () => this.#drain(),
      onFinished: (figures) => {
        // The first of an environment tells little of the others: code is compiled and connections are opened.
        if (!figures.first) this.#figures.noteInvocation(figures);
        if (this.#queue.length > 0) this.#drain();
      },
      onReturned: (runs) => {
        if (this.#stopped) this.#abandon(runs);
        else {
          this.#queue.unshift(...runs);
          this.#drain();
        }
      },
      onEnded: () => {
        this.#environments.delete(environment());
        this.#retiring.delete(environment());
        if (this.#next === environment()) this.#next = undefined;
        this.#options.onEnvironment(environment(), false);
      },
      onInitialised: ({ initDurationMs, loadedFiles }) => {
        this.#figures.noteInitialisation(initDurationMs);
        if (loadedFiles) this.#options.code.noteLoaded(loadedFiles);
        this.#options.code.failing = false;
        this.#initFailure = undefined;
      },
      onInitFailed: (error, origin) => this.#onInitFailed(environment(), error, origin),
    };
  }

  /** The engine stops: who still waits gets the answer of an environment that was ended. */
  #abandon(runs: readonly InvocationRun[]): void {
    for (const run of runs) {
      const error = exited(run.requestId, { code: null, signal: 'SIGKILL' });
      const failure = { errorType: error.errorType, message: 'The engine was stopped before this invocation was run.' };
      run.settle(this.configuration, { payload: Buffer.from(JSON.stringify(error)), error, failure }, 0);
    }
  }

  /** ES modules that import an SDK package which the project lacks: from now on its environments are started with help for that. */
  #onInitFailed(environment: ExecutionEnvironment, error: RuntimeError, origin: string | undefined): void {
    const failure = explainFailure({ configuration: this.configuration, error, origin });
    this.#initFailure = { error, payload: Buffer.from(JSON.stringify(error)), failure };
    this.#options.code.failing = true;
    const missing = /Cannot find package '@(?:aws-sdk|smithy|aws)\//.test(error.errorMessage);
    if (!missing || this.#options.code.sdkImportHooks) return;
    this.#options.code.sdkImportHooks = true;
    this.#retire(environment);
    this.#drain();
  }
}

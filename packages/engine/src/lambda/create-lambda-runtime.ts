import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceError } from '../protocol/service-error.ts';
import type { World } from '../world/world.ts';
import { bootstrapFile } from './bootstrap-file.ts';
import { FunctionCode } from './code/function-code.ts';
import { mergeLayers } from './code/merge-layers.ts';
import { type ChangedFile, SourceWatcher } from './code/source-watcher.ts';
import type { EnvironmentExtension } from './environment-extension.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import { FunctionPool } from './function-pool.ts';
import type {
  CredentialOwner,
  FunctionFailure,
  Invocation,
  InvocationResult,
  LambdaEvent,
  LambdaRuntime,
  StreamedInvocation,
} from './lambda-runtime.ts';
import { ProcessCensus } from './process-census.ts';
import { ProcessReaper } from './process-reaper.ts';
import { ProcessStarter } from './process-starter.ts';
import { residentMb } from './resident-memory.ts';
import { runtimeFamily } from './runtime-api/runtime-command.ts';
import { streamInvocation } from './streamed-response.ts';

/** Requests and responses of synchronous invocations. @source "Lambda quotas", AWS Lambda developer guide */
const maximumPayloadBytes = 6_291_456;
/** The account's concurrency in a Region. @source the same */
const accountConcurrency = 1000;
/** What an idle environment holds, roughly. */
const environmentBytes = 50 * 1024 * 1024;
const watchMemoryEveryMs = 100;
/** Environments beyond the first that nobody needed for this long are ended; the first a good while later. */
const idleMs = 30_000;
const lastIdleMs = 15 * 60_000;
const retireEveryMs = 5_000;

export interface LambdaRuntimeOptions {
  readonly world: World;
  /** Asked when an environment starts: the port may be known only then. */
  readonly awsEndpointUrl: () => string;
  readonly onEvent: (event: LambdaEvent) => void;
  /** Ports for debuggers, by function name or by its last part, the logical id; 0 takes a free one. */
  readonly inspect?: ReadonlyMap<string, number>;
  /** What functions with AWS's Parameters and Secrets Lambda Extension have in their environments. */
  readonly extension?: EnvironmentExtension;
  /** False where nobody edits the code while it runs. */
  readonly watch?: boolean;
}

interface Entry {
  readonly pool: FunctionPool;
  readonly code: FunctionCode;
}

const sdkFrom: string = fileURLToPath(import.meta.url);

/** Runs functions, each execution environment a process of the user's own Node. */
export function createLambdaRuntime(options: LambdaRuntimeOptions): LambdaRuntime {
  return new ProcessRuntime(options);
}

class ProcessRuntime implements LambdaRuntime {
  readonly #options: LambdaRuntimeOptions;
  /** Everything temporary: environments' folders, bundles without a folder of their own. */
  readonly #folder: string = realpathSync(mkdtempSync(join(tmpdir(), 'gatewright-')));
  readonly #functions = new Map<string, Entry>();
  readonly #byAccessKey = new Map<string, ExecutionEnvironment>();
  readonly #starter: ProcessStarter;
  readonly #census: ProcessCensus = new ProcessCensus();
  readonly #watcher: SourceWatcher;
  readonly #timers: readonly NodeJS.Timeout[];
  #stopping: Promise<void> | undefined;

  constructor(options: LambdaRuntimeOptions) {
    this.#options = options;
    const bootstrap = bootstrapFile(this.#folder);
    this.#starter = new ProcessStarter(bootstrap, new ProcessReaper(), this.#folder);
    this.#watcher = new SourceWatcher((changes) => this.#onChange(changes));
    this.#timers = [
      setInterval(() => this.#watchMemory(), watchMemoryEveryMs).unref(),
      setInterval(() => this.#retireIdle(), retireEveryMs).unref(),
    ];
  }

  putFunction(given: FunctionConfiguration): void {
    const placed =
      given.inlineCode === undefined ? { ...given, codeRoot: realFolder(given.codeRoot) } : this.#writeInline(given, given.inlineCode);
    const layerRoot = mergeLayers((given.layers ?? []).map(realFolder), join(this.#folder, 'layers'));
    const configuration = { ...placed, layerRoot, inspectPort: given.inspectPort ?? this.#inspectPortOf(given.functionName) };
    const key = keyOf(configuration.functionName, configuration.version);
    const existing = this.#functions.get(key);
    if (existing) existing.pool.configure(configuration);
    else this.#functions.set(key, this.#createEntry(configuration));
    if (this.#options.watch !== false) this.#watcher.watchTree(configuration.codeRoot);
  }

  #inspectPortOf(functionName: string): number | undefined {
    for (const [name, port] of this.#options.inspect ?? []) {
      if (name === '*' || functionName === name || functionName.endsWith(`-${name}`)) return port;
    }
    return undefined;
  }

  deleteFunction(functionName: string, version?: string): void {
    const key = keyOf(functionName, version);
    const entry = this.#functions.get(key);
    this.#functions.delete(key);
    void entry?.pool.stop();
    void entry?.code.dispose();
  }

  async invoke(invocation: Invocation): Promise<InvocationResult> {
    return this.#poolFor(invocation).invoke(invocation);
  }

  async invokeWithResponseStream(invocation: Invocation): Promise<StreamedInvocation> {
    return streamInvocation((stream) => this.#poolFor(invocation).invoke(invocation, stream));
  }

  /** The pool that may take the invocation. */
  #poolFor(invocation: Invocation): FunctionPool {
    const entry = this.#functions.get(keyOf(invocation.functionName, invocation.version));
    if (!entry)
      throw new ServiceError('ResourceNotFoundException', `Function not found: ${invocation.invokedFunctionArn}`, 404, { Type: 'User' });
    if (Buffer.byteLength(invocation.payload) > maximumPayloadBytes) {
      const message = `Request must be smaller than ${maximumPayloadBytes} bytes for the InvokeFunction operation`;
      throw new ServiceError('RequestEntityTooLargeException', message, 413, { Type: 'User' });
    }
    let running = 0;
    for (const { pool } of this.#functions.values()) running += pool.accepted;
    if (running >= accountConcurrency) {
      throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, {
        Type: 'User',
        Reason: 'ConcurrentInvocationLimitExceeded',
      });
    }
    return entry.pool;
  }

  async warmUp(): Promise<readonly FunctionFailure[]> {
    const entries = [...this.#functions.values()].filter(({ pool }) => pool.configuration.version === undefined);
    const [only] = entries.length === 1 ? entries : [];
    const memory = mostFrequent(entries.flatMap(({ pool }) => (pool.isNode ? [pool.configuration.memorySizeMb] : [])));
    const spare = memory === undefined ? undefined : this.#starter.prepare(memory);
    const failures = await Promise.all(entries.map((it) => this.#check(it)));
    await spare;
    if (only && failures.every((it) => it === undefined)) void this.#keepReady(only.pool);
    return failures.filter((it) => it !== undefined);
  }

  reload(): void {
    const at = performance.now();
    for (const entry of this.#functions.values()) void this.#reload(entry, { file: entry.pool.configuration.codeRoot, at });
  }

  ownerOf(accessKeyId: string): CredentialOwner | undefined {
    return this.#byAccessKey.get(accessKeyId)?.owner;
  }

  recordAwsCall(accessKeyId: string, call: Parameters<LambdaRuntime['recordAwsCall']>[1]): void {
    this.#byAccessKey.get(accessKeyId)?.recordAwsCall(call);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#watcher.stop();
    const entries = [...this.#functions.values()];
    this.#functions.clear();
    await Promise.all(entries.map(({ pool }) => pool.stop()));
    await this.#starter.stop();
    await Promise.all(entries.map(({ code }) => code.dispose()));
    // A process that a function started in a group of its own may still write there.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }

  /** Code that the template holds is one file in a folder of its own: index.py for Python, index.js for Node. */
  #writeInline(configuration: FunctionConfiguration, text: string): FunctionConfiguration {
    const codeRoot = join(this.#folder, 'inline', configuration.functionName);
    mkdirSync(codeRoot, { recursive: true });
    writeFileSync(join(codeRoot, runtimeFamily(configuration.runtime) === 'python' ? 'index.py' : 'index.js'), text);
    return { ...configuration, codeRoot };
  }

  #createEntry(configuration: FunctionConfiguration): Entry {
    const { world, awsEndpointUrl, onEvent, extension } = this.#options;
    const { functionName, buildRoot = join(this.#folder, 'build') } = configuration;
    const code = new FunctionCode(buildRoot, sdkFrom, (file) =>
      [...this.#functions.values()].some((it) => it.code !== code && it.code.has(file)),
    );
    const pool = new FunctionPool({
      world,
      starter: this.#starter,
      configuration,
      code,
      endpointUrl: awsEndpointUrl,
      sdkFrom,
      temporaryRoot: join(this.#folder, 'tmp'),
      processorCount: availableParallelism(),
      maximumEnvironments: Math.max(8, Math.min(accountConcurrency, Math.floor(totalmem() / 2 / environmentBytes))),
      extension,
      emit: (requestId, line, place) => onEvent({ type: 'log', functionName, requestId, line, place }),
      onStarted: (started) => void this.#keepReady(started),
      onEnvironment: (environment, alive) => {
        if (alive) this.#byAccessKey.set(environment.accessKeyId, environment);
        else this.#byAccessKey.delete(environment.accessKeyId);
        if (!alive) extension?.leave(environment.owner.sessionToken);
      },
    });
    return { pool, code };
  }

  /**
   * One process is kept in reserve. It is any function's as long as there are functions that have not been called; then it is the one's that
   * was started last, with its packages loaded.
   */
  async #keepReady(pool: FunctionPool): Promise<void> {
    if (this.#stopping || !pool.isNode) return;
    const pools = [...this.#functions.values()].flatMap((it) => (it.pool.configuration.version === undefined ? [it.pool] : []));
    if (pools.some((it) => it.isNode && !it.used && it !== pool)) {
      await this.#starter.prepare(pool.configuration.memorySizeMb);
      return;
    }
    await Promise.all(pools.filter((it) => it !== pool).map((it) => it.dropNext()));
    await pool.prepareNext();
  }

  async #check({ pool, code }: Entry): Promise<FunctionFailure | undefined> {
    const { configuration } = pool;
    const { functionName, handlerAt } = configuration;
    const prepared = await pool.prepare();
    this.#watchOutside(code);
    const failed = prepared.failure ?? (await code.check(configuration));
    if (!failed) return undefined;
    const { failure } = failed;
    this.#options.onEvent({ type: 'build-failed', functionName, failure });
    return { functionName, handlerAt, failure };
  }

  #onChange(changes: readonly ChangedFile[]): void {
    for (const entry of this.#functions.values()) {
      const change = changes.find((it) => entry.code.concerns(it.file));
      if (change) void this.#reload(entry, change);
    }
  }

  async #reload(entry: Entry, { file, at }: ChangedFile): Promise<void> {
    const { pool, code } = entry;
    const { functionName, codeRoot } = pool.configuration;
    // Its packages may be others now.
    if (file === codeRoot || basename(file) === 'package.json') await pool.dropNext();
    const failed = await pool.reload();
    if (this.#stopping) return;
    this.#watchOutside(code);
    code.learn(pool.configuration);
    if (failed) this.#options.onEvent({ type: 'build-failed', functionName, failure: failed.failure });
    else this.#options.onEvent({ type: 'reload', functionName, durationMs: performance.now() - at, changed: relative(codeRoot, file) });
  }

  /** Sources that a workspace links in from elsewhere. */
  #watchOutside(code: FunctionCode): void {
    if (this.#options.watch === false) return;
    for (const file of code.outsideFiles) this.#watcher.watchFolder(dirname(file));
  }

  /** On AWS the kernel ends a process that outgrows its memory; here we look, on Linux, at those that have been running for a while. */
  #watchMemory(): void {
    const now = performance.now();
    const tasks = this.#census.take();
    for (const environment of this.#byAccessKey.values()) {
      const { pid } = environment;
      if (pid === undefined || environment.runningForMs(now) < watchMemoryEveryMs / 2) continue;
      environment.noteUse(residentMb(pid), tasks?.get(pid));
    }
  }

  #retireIdle(): void {
    const now = performance.now();
    for (const { pool } of this.#functions.values()) {
      pool.retireIdle(now - idleMs, 1);
      pool.retireIdle(now - lastIdleMs, 0);
    }
  }
}

function keyOf(functionName: string, version: string | undefined): string {
  return version === undefined || version === '$LATEST' ? functionName : `${functionName}:${version}`;
}

/** Watchers, esbuild and Node all speak of real paths. A folder that does not exist keeps its name, for the error that follows. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, first], [, second]) => second - first)[0]?.[0];
}

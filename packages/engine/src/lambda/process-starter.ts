import { EnvironmentProcess } from './environment-process.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { ProcessReaper } from './process-reaper.ts';
import { RuntimeApiProcess } from './runtime-api/runtime-api-process.ts';
import { findRuntimeCommand, type MissingRuntime, type RuntimeCommand, runtimeFamily } from './runtime-api/runtime-command.ts';
import type { RuntimeProcess } from './runtime-process.ts';

/** Names that Node, its libraries or the loader read only at the start of a process; a waiting process cannot take them on. */
const readAtStart = /^(NODE_(?!ENV$|PATH$)|LD_PRELOAD$|DYLD_|OPENSSL_|SSL_CERT_|MALLOC_|UV_)/;

/**
 * Starts processes, and keeps one waiting: a process spawned beforehand is ready in three milliseconds instead of ninety.
 * The one that waits has the memory of the function that was started last.
 */
export class ProcessStarter {
  readonly #bootstrap: Promise<string>;
  readonly #reaper: ProcessReaper;
  /** Where the bootstraps of other languages are written. */
  readonly #folder: string;
  readonly #living = new Set<RuntimeProcess>();
  /** By runtime and code: finding an interpreter costs a process. */
  readonly #commands = new Map<string, Promise<RuntimeCommand | MissingRuntime>>();
  #spare: EnvironmentProcess | undefined;
  #stopped = false;

  constructor(bootstrap: Promise<string>, reaper: ProcessReaper, folder: string) {
    this.#bootstrap = bootstrap;
    this.#folder = folder;
    this.#reaper = reaper;
  }

  /** A process for a function with these variables: the waiting one when it fits. */
  async take(configuration: FunctionConfiguration, environment: { readonly [name: string]: string }): Promise<RuntimeProcess> {
    const { memorySizeMb, runtime } = configuration;
    if (runtimeFamily(runtime) !== 'nodejs') return this.#startRuntime(await this.#commandOf(configuration));
    const own = Object.keys(environment).some((name) => readAtStart.test(name));
    const spare = this.#spare;
    if (own || spare?.memorySizeMb !== memorySizeMb || !spare.alive) return this.#start(memorySizeMb, own ? environment : undefined);
    this.#spare = undefined;
    return spare;
  }

  /** Keeps a process with this much memory in waiting. */
  async prepare(memorySizeMb: number): Promise<void> {
    const spare = this.#spare;
    if (this.#stopped || (spare?.alive && spare.memorySizeMb === memorySizeMb)) return;
    const next = await this.#start(memorySizeMb, undefined);
    const former = this.#spare;
    this.#spare = next;
    if (this.#stopped) await next.kill();
    await former?.kill();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#living].map((it) => it.kill()));
    this.#reaper.stop();
  }

  /** As INIT_START names it; undefined where the runtime is our own for Node, or is missing. */
  async runtimeVersion(configuration: FunctionConfiguration): Promise<string | undefined> {
    if (runtimeFamily(configuration.runtime) === 'nodejs') return undefined;
    const command = await this.#commandOf(configuration);
    return 'error' in command ? undefined : command.runtimeVersion;
  }

  #commandOf(configuration: FunctionConfiguration): Promise<RuntimeCommand | MissingRuntime> {
    const key = `${configuration.runtime} ${configuration.codeRoot}`;
    const known = this.#commands.get(key) ?? findRuntimeCommand(configuration, this.#folder);
    this.#commands.set(key, known);
    // What is missing now may be there the next time.
    void known.then((command) => 'error' in command && this.#commands.delete(key));
    return known;
  }

  #startRuntime(command: RuntimeCommand | MissingRuntime): RuntimeProcess {
    const started = new RuntimeApiProcess({
      command,
      onSpawned: (pid) => this.#reaper.add(pid),
      onGone: (pid) => {
        this.#reaper.remove(pid);
        this.#living.delete(started);
      },
    });
    this.#living.add(started);
    return started;
  }

  async #start(memorySizeMb: number, environment: { readonly [name: string]: string } | undefined): Promise<EnvironmentProcess> {
    const bootstrap = await this.#bootstrap;
    const started: EnvironmentProcess = new EnvironmentProcess({
      bootstrap,
      memorySizeMb,
      environment,
      onSpawned: (pid) => this.#reaper.add(pid),
      onGone: (pid) => {
        this.#reaper.remove(pid);
        this.#living.delete(started);
      },
    });
    this.#living.add(started);
    if (this.#stopped) await started.kill();
    return started;
  }
}

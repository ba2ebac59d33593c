import { relative, resolve } from 'node:path';
import { createEngine, type Engine, type EngineOptions, SetupError } from '@gatewright/engine';
import type { CompileResult, Diagnostic } from '@gatewright/template';
import { compileProject } from '../compile-project.ts';
import type { Reporter } from '../output/reporter.ts';
import { noteEndpoint } from '../running-endpoint.ts';
import { watchFiles } from './watch-files.ts';

/** The doctor speaks when the first requests have had their way. */
const doctorDelayMs = 300;
const defaultPort = 3000;
const defaultAwsPort = 4566;

export interface DevSessionOptions {
  readonly projectRoot: string;
  readonly templateFile: string;
  readonly dataRoot: string | undefined;
  /** Undefined: the usual port, or the next free one. */
  readonly port: number | undefined;
  readonly awsPort: number | undefined;
  readonly stage: string | undefined;
  readonly environmentFile: { readonly [name: string]: string };
  readonly processEnvironment: { readonly [name: string]: string | undefined };
  readonly parameters: { readonly [name: string]: string };
  /** The environment of samconfig.toml. */
  readonly configEnvironment: string | undefined;
  readonly allowUnsupported: boolean;
  /** Ports for debuggers, by function. */
  readonly inspect: ReadonlyMap<string, number>;
  readonly throttleTables: boolean;
  /** The DynamoDB-compatible service that the project is to run on. */
  readonly target: string | undefined;
  /** Where calls go that no service here answers. */
  readonly upstream: EngineOptions['upstream'];
  readonly verifySignatures: boolean;
  readonly reporter: Reporter;
}

/** One run of `gatewright dev`: compiles, serves, and applies the template again whenever one of its files is saved. */
export class DevSession {
  readonly #options: DevSessionOptions;
  #sources: ReadonlyMap<string, string> = new Map();
  #parameters: { readonly [name: string]: string } = {};
  #engine: Engine | undefined;
  #stopWatching = (): void => {};
  #forgetEndpoint = (): void => {};
  #applying: Promise<void> = Promise.resolve();
  #doctorTimer: NodeJS.Timeout | undefined;
  #consulting: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: DevSessionOptions) {
    this.#options = options;
  }

  /** True when the API is up; false when it cannot be, and why has been told. */
  async start(): Promise<boolean> {
    const startedAt = performance.now();
    const { reporter, projectRoot, dataRoot } = this.#options;
    try {
      const compiling = this.#compile();
      const engine = await createEngine({
        projectRoot,
        dataRoot,
        functionEnvironment: this.#options.environmentFile,
        inspect: this.#options.inspect,
        dynamodb: { throttleTables: this.#options.throttleTables, target: this.#options.target },
        upstream: this.#options.upstream,
        verifySignatures: this.#options.verifySignatures,
        ...developerCredentials(this.#options.processEnvironment),
        onRequest: (trace) => reporter.request(trace),
        onLambdaEvent: (event) => reporter.lambda(event),
        onAlarm: ({ alarmName, oldState, newState, reason, failures }) => {
          // That all is well, or that nothing is known yet, is no news.
          if (newState !== 'ALARM' && oldState !== 'ALARM' && failures.length === 0) return;
          reporter.notice([`Alarm ${alarmName}: ${oldState} to ${newState}. ${reason}`, ...failures].join('\n  '));
        },
      });
      this.#engine = engine;
      const compiled = await compiling;
      const ports = { port: this.#options.port ?? defaultPort, awsPort: this.#options.awsPort ?? defaultAwsPort };
      await engine.listenAws({ awsPort: ports.awsPort, tryNext: true });
      if (!(await this.#apply(engine, compiled))) return false;
      const listening = await engine.listen({ ...ports, tryNext: true });
      if (listening.port !== ports.port && ports.port !== 0)
        reporter.notice(`Port ${ports.port} is in use; the API is on ${listening.port}.`);
      if (listening.awsPort !== ports.awsPort && ports.awsPort !== 0)
        reporter.notice(`Port ${ports.awsPort} is in use; the AWS endpoint is on ${listening.awsPort}.`);
      if (dataRoot !== undefined) this.#forgetEndpoint = noteEndpoint(dataRoot, 'aws', `http://127.0.0.1:${listening.awsPort}`);
      reporter.ready(engine.describe(), performance.now() - startedAt);
      this.#watch(compiled);
      this.#consultLater(compiled);
      return true;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      reporter.failure(error.code, error.message, error.hint);
      return false;
    }
  }

  /** Starts every function anew. */
  reload(): void {
    this.#engine?.reloadFunctions();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopWatching();
    this.#forgetEndpoint();
    clearTimeout(this.#doctorTimer);
    await this.#applying;
    await this.#consulting;
    await this.#engine?.stop();
  }

  async #compile(): Promise<CompileResult> {
    const { templateFile, projectRoot, stage, environmentFile, processEnvironment, configEnvironment } = this.#options;
    const environment = { ...processEnvironment, ...environmentFile };
    const project = { root: projectRoot, file: templateFile, stage, environment, configEnvironment };
    const { compiled, sources, parameters } = await compileProject({ ...project, parameters: this.#options.parameters });
    this.#sources = sources;
    this.#parameters = parameters;
    return compiled;
  }

  async #apply(engine: Engine, compiled: CompileResult): Promise<boolean> {
    const { reporter, allowUnsupported, stage } = this.#options;
    const report = (diagnostics: readonly Diagnostic[]): boolean => {
      reporter.diagnostics(
        diagnostics.map((it) => (allowUnsupported && it.unsupported ? { ...it, severity: 'warning' } : it)),
        this.#sources,
      );
      return !diagnostics.some((it) => it.severity === 'error' && !(allowUnsupported && it.unsupported));
    };
    if (!report(compiled.diagnostics) || !compiled.template) return false;
    return report(await engine.apply(compiled, { parameters: this.#parameters, allowUnsupported, stage }));
  }

  #consultLater(compiled: CompileResult): void {
    clearTimeout(this.#doctorTimer);
    this.#doctorTimer = setTimeout(() => {
      this.#consulting = this.#consult(compiled);
    }, doctorDelayMs);
  }

  async #consult(compiled: CompileResult): Promise<void> {
    const { projectRoot, reporter } = this.#options;
    const [{ runDoctor }, { createProjectFiles }] = await Promise.all([
      import('../doctor/run-doctor.ts'),
      import('../doctor/project-files.ts'),
    ]);
    // The compiler's own diagnostics have been told already.
    const findings = await runDoctor({ compiled: { ...compiled, diagnostics: [] }, ...createProjectFiles(projectRoot) });
    if (!this.#stopped) reporter.findings(findings);
  }

  #watch(compiled: CompileResult): void {
    this.#stopWatching();
    const files = compiled.files.map((it) => resolve(this.#options.projectRoot, it));
    this.#stopWatching = watchFiles(files, (file) => {
      this.#applying = this.#applying.then(() => this.#applyAgain(file));
    });
  }

  async #applyAgain(file: string): Promise<void> {
    const { reporter, projectRoot } = this.#options;
    const engine = this.#engine;
    if (!engine || this.#stopped) return;
    const startedAt = performance.now();
    const compiled = await this.#compile();
    const applied = await this.#apply(engine, compiled);
    this.#watch(compiled);
    const name = relative(projectRoot, file);
    const took = Math.round(performance.now() - startedAt);
    reporter.notice(
      applied ? `${name} applied again in ${took} ms: ${changesOf(engine)}.` : `${name} has mistakes; the API goes on as it was.`,
    );
  }
}

/** `Update Users, Create Table`: what the last apply did to which resource. */
function changesOf(engine: Engine): string {
  const { changes } = engine.describe();
  const shown = changes.slice(0, 5).map(({ action, logicalId }) => `${action} ${logicalId}`);
  if (changes.length > shown.length) shown.push(`${changes.length - shown.length} more`);
  return shown.join(', ') || 'no resource changes';
}

/** The developer's own keys, which AWS_IAM methods then know; without them `test` and `test`. */
function developerCredentials({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
}: {
  readonly [name: string]: string | undefined;
}): Pick<EngineOptions, 'credentials'> {
  return accessKeyId !== undefined && secretAccessKey !== undefined ? { credentials: { accessKeyId, secretAccessKey } } : {};
}

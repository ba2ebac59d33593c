/**
 * What runs inside a function's process: it waits for its configuration, becomes that function's execution environment, and answers
 * invocations until the engine closes the connection. Plain Node without dependencies; bundled to one CommonJS file, see bootstrap-file.ts.
 */
import { performance } from 'node:perf_hooks';
import type {
  EnvironmentConfiguration,
  EnvironmentPreparation,
  InitFailed,
  Initialised,
  StoppedCall,
} from '../environment-configuration.ts';
import { frameTypes } from '../frames.ts';
import { configureSdkVersion2, provideSdk } from './aws-sdk.ts';
import { Channel } from './channel.ts';
import { type LogError, patchConsole } from './console.ts';
import { guardEgress } from './egress-guard.ts';
import { InvocationLoop } from './invocation-loop.ts';
import { loadHandler } from './load-handler.ts';
import { loadPackages } from './load-packages.ts';
import { openInspector } from './open-inspector.ts';
import { guardCode } from './read-only-code.ts';
import { provideAwsLambda } from './response-stream.ts';
import { RuntimeFault, toRuntimeError } from './runtime-errors.ts';
import { takeEnvironment } from './take-environment.ts';
import { limitTemporaryFiles } from './temporary-quota.ts';

interface Prepared {
  readonly invocationLoop: InvocationLoop;
  readonly logError: LogError;
  readonly packagesLoaded: Promise<void>;
}

let prepared: Prepared | undefined;
// As early as can be: a process that waits has the time.
const protectCode: (codeRoot: string) => void = guardCode();

const channel: Channel = new Channel((type, body) => {
  if (type === frameTypes.prepare) prepared = prepare(JSON.parse(body.toString('utf8')) as EnvironmentPreparation);
  else if (!prepared) throw new Error('A process is prepared before anything else.');
  else if (type === frameTypes.configure) void initialise(prepared, JSON.parse(body.toString('utf8')) as EnvironmentConfiguration);
  else if (type === frameTypes.invoke) prepared.invocationLoop.accept(body);
  else if (type === frameTypes.acknowledge) prepared.invocationLoop.acknowledge(body);
  else if (type === frameTypes.takeBack) prepared.invocationLoop.giveBack();
});

// Ctrl-C reaches the whole process group; the engine decides when its functions end.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});

function prepare(preparation: EnvironmentPreparation): Prepared {
  const { environment, codeRoot, endpointUrl, sdkFrom, sdkImportHooks, packages, inspectPort, ephemeralStorageMb } = preparation;
  if (inspectPort !== undefined) openInspector(inspectPort);
  takeEnvironment(environment, codeRoot);
  protectCode(codeRoot);
  if (environment.TMPDIR !== undefined) limitTemporaryFiles(environment.TMPDIR, ephemeralStorageMb * 1024 * 1024);
  const logError = patchConsole(channel, environment);
  const invocationLoop = new InvocationLoop({ channel, environment, logError });
  catchWhatIsThrownLate(logError, invocationLoop);
  guardEgress(endpointUrl, (host) => {
    const call: StoppedCall = { sequence: channel.sequence, host };
    channel.send(frameTypes.stoppedCall, Buffer.from(JSON.stringify(call)));
  });
  provideSdk(sdkFrom, sdkImportHooks);
  configureSdkVersion2(endpointUrl);
  provideAwsLambda();
  return { invocationLoop, logError, packagesLoaded: loadPackages(packages) };
}

async function initialise({ invocationLoop, logError, packagesLoaded }: Prepared, configuration: EnvironmentConfiguration): Promise<void> {
  const startedAt = performance.now();
  await packagesLoaded;
  try {
    const handler = await loadHandler(configuration);
    const done: Initialised = {
      initDurationMs: performance.now() - startedAt,
      memoryKb: invocationLoop.memoryKb,
      loadedFiles: configuration.code.kind === 'in-place' ? loadedFiles(configuration.codeRoot) : undefined,
    };
    channel.send(frameTypes.initialised, Buffer.from(JSON.stringify(done)));
    invocationLoop.begin(handler);
  } catch (error) {
    logError('Uncaught Exception', error);
    // What broke, with its place, is in the error that the user's code threw; AWS answers the runtime's own.
    const origin = error instanceof RuntimeFault && error.cause instanceof Error ? error.cause.stack : undefined;
    const failed: InitFailed = { error: toRuntimeError(error), origin, memoryKb: invocationLoop.memoryKb };
    channel.sendAndExit(1, frameTypes.initFailed, Buffer.from(JSON.stringify(failed)));
  }
}

function catchWhatIsThrownLate(logError: LogError, invocationLoop: InvocationLoop): void {
  process.on('uncaughtException', (error: unknown) => {
    logError('Uncaught Exception', error);
    invocationLoop.endWith(error, 129);
  });
  process.on('unhandledRejection', (reason: unknown) => {
    const error = new RuntimeFault('UnhandledPromiseRejection', String(reason), { cause: reason });
    if (reason instanceof Error && reason.stack !== undefined) error.stack = `${error.name}: ${reason.stack}`;
    logError('Unhandled Promise Rejection', error);
    invocationLoop.endWith(error, 128);
  });
}

function loadedFiles(codeRoot: string): readonly string[] | undefined {
  const files = Object.keys(require.cache).filter((file) => file.startsWith(codeRoot) && !file.includes('node_modules'));
  return files.length > 0 ? files : undefined;
}

import type { World } from '../world/world.ts';
import type { Initialised, RuntimeError } from './environment-configuration.ts';
import type { EnvironmentExtension } from './environment-extension.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { EmitLine } from './invocation-log.ts';
import type { InvocationRun } from './invocation-run.ts';
import type { ProcessStarter } from './process-starter.ts';

/** What AWS_LAMBDA_INITIALIZATION_TYPE says. */
export type InitializationType = 'on-demand' | 'provisioned-concurrency';

export interface EnvironmentOptions {
  readonly world: World;
  readonly starter: ProcessStarter;
  readonly configuration: FunctionConfiguration;
  readonly endpointUrl: string;
  readonly sdkFrom: string;
  readonly sdkImportHooks: boolean;
  /** A folder of its own, made and removed by the environment. */
  readonly temporaryFolder: string;
  readonly initializationType: InitializationType;
  readonly emit: EmitLine;
  readonly extension?: EnvironmentExtension | undefined;
  /** Whether the function has more than one invocation to answer just now. */
  concurrent(): boolean;
}

/** What the function's pool hears of an environment. */
export interface EnvironmentListener {
  /** It can take an invocation. */
  onReady(): void;
  /** It finished one. */
  onFinished(figures: { readonly first: boolean; readonly durationMs: number; readonly activeMs: number }): void;
  /** These were sent ahead and have not been started; another environment takes them. */
  onReturned(runs: readonly InvocationRun[]): void;
  /** It is gone, with its folder. */
  onEnded(): void;
  onInitialised(initialised: Initialised): void;
  onInitFailed(error: RuntimeError, origin: string | undefined): void;
}

import type { FunctionConfiguration } from './function-configuration.ts';

/** An execution environment, as an extension inside it knows it. */
export interface ExtendedEnvironment {
  readonly accessKeyId: string;
  readonly sessionToken: string;
  readonly configuration: FunctionConfiguration;
  /** False during the init phase. */
  invoked(): boolean;
  /** Writes a line into the function's log. */
  log(line: string): void;
}

/** What runs beside the function's process in the environments of functions that have it as a layer. */
export interface EnvironmentExtension {
  /** Called before the function's process starts; answers variables for it, over the function's own. */
  join(environment: ExtendedEnvironment): Promise<{ readonly [name: string]: string }>;
  leave(sessionToken: string): void;
}

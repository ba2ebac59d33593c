import type { Place, Value } from '@gatewright/template';

/** A function as the runtime needs it: AWS's FunctionConfiguration, and where its code is on this machine. */
export interface FunctionConfiguration {
  readonly functionName: string;
  /** Without a qualifier. */
  readonly functionArn: string;
  /** `$LATEST`, or the number under which this configuration was published. */
  readonly version?: string | undefined;
  /** `nodejs24.x`: the user's own Node runs; `python3.12`: the user's own Python; `provided.al2023`: the executable `bootstrap` in the code. */
  readonly runtime: string;
  /** `index.handler`, `src/users.handler`. */
  readonly handler: string;
  /** Absolute folder of the user's code: what is `/var/task` on AWS. */
  readonly codeRoot: string;
  /** Absolute folders of its layers' files, in order: a later one's files come before an earlier one's. */
  readonly layers?: readonly string[] | undefined;
  /** Absolute folder of what they hold together, what is `/opt` on AWS; the runtime fills it in. */
  readonly layerRoot?: string | undefined;
  /** It has AWS's Parameters and Secrets Lambda Extension among its layers. */
  readonly parametersAndSecrets?: boolean | undefined;
  /** The code itself, when the template holds it: it becomes index.js, as on AWS. */
  readonly inlineCode?: string | undefined;
  /** Where that text begins in the template. */
  readonly inlineAt?: Place | undefined;
  /** Absolute folder where the engine may keep this project's builds, or undefined to use a temporary one. */
  readonly buildRoot: string | undefined;
  readonly esbuild?: { readonly [option: string]: Value } | undefined;
  readonly environment: { readonly [name: string]: string };
  readonly timeoutSeconds: number;
  readonly memorySizeMb: number;
  readonly ephemeralStorageMb: number;
  readonly reservedConcurrentExecutions?: number | undefined;
  /** Environments that are initialised before they are asked for. */
  readonly provisionedConcurrentExecutions?: number | undefined;
  /** The port on 127.0.0.1 where a debugger may attach; 0 takes a free one. One environment then serves the function, and nothing times out. */
  readonly inspectPort?: number | undefined;
  readonly logging?: LoggingConfiguration | undefined;
  /** Where the template declares the function, and its handler. */
  readonly at?: Place | undefined;
  readonly handlerAt?: Place | undefined;
}

/** AWS's LoggingConfig. Levels count only in the JSON format. */
export interface LoggingConfiguration {
  readonly logFormat: 'Text' | 'JSON';
  readonly applicationLogLevel?: string | undefined;
  readonly systemLogLevel?: string | undefined;
  readonly logGroup?: string | undefined;
}

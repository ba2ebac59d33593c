/** How the function's process gets the user's code. */
export type CodeToLoad =
  /** JavaScript, from where it is, as AWS's runtime searches for it. */
  | { readonly kind: 'in-place' }
  /** A bundle of CommonJS, run as if it were the file `filename`, from where it finds its packages. */
  | { readonly kind: 'commonjs'; readonly filename: string; readonly text: string }
  /** A bundle of ES modules, written to a file. */
  | { readonly kind: 'module'; readonly url: string };

/** A package that the user's code is known to load: where it is asked for, and by which name or path. */
export interface KnownPackage {
  readonly from: string;
  readonly path: string;
}

/** What makes a waiting process one of a certain function. */
export interface EnvironmentPreparation {
  readonly environment: { readonly [name: string]: string };
  readonly codeRoot: string;
  /** The local AWS endpoint. */
  readonly endpointUrl: string;
  /** A file from whose place the AWS SDK is found when the project has not installed it. */
  readonly sdkFrom: string;
  /** Whether ES modules need help to find that SDK: it costs a thread on Nodes without synchronous hooks. */
  readonly sdkImportHooks: boolean;
  /** Loaded at once, so that only the user's own code is left to load when it is needed. */
  readonly packages: readonly KnownPackage[];
  /** What its temporary folder may hold. */
  readonly ephemeralStorageMb: number;
  /** The port for a debugger; 0 takes a free one. */
  readonly inspectPort?: number | undefined;
}

/** What makes a prepared process an execution environment: from here on the user's code runs. */
export interface EnvironmentConfiguration {
  readonly codeRoot: string;
  readonly handler: string;
  readonly code: CodeToLoad;
}

/** What the process tells when the user's code is loaded. */
export interface Initialised {
  readonly initDurationMs: number;
  readonly memoryKb: number;
  /** Files of the project that the code has loaded, without packages; undefined where Node does not tell. */
  readonly loadedFiles: readonly string[] | undefined;
}

/** What the process tells when the user's code could not be loaded. */
export interface InitFailed {
  readonly error: RuntimeError;
  /** The stack of what the user's code threw, where the error is one of the runtime's own. */
  readonly origin: string | undefined;
  readonly memoryKb: number;
}

/** A connection to AWS itself that was not let out. */
export interface StoppedCall {
  readonly sequence: number;
  readonly host: string;
}

/** AWS's error object, as the runtime sends it. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
  /** Node's stack, line by line. */
  readonly trace?: readonly string[];
  /** What other runtimes call it; whatever the user's own runtime sends. */
  readonly stackTrace?: unknown;
}

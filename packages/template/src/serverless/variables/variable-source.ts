import type { CompileOptions, Value } from '../../template.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Unresolved, UnresolvedDetails } from './unresolved.ts';
import type { Container } from './working-copy.ts';

export interface VariableSource {
  /** The word before the colon. */
  readonly type: string;
  resolve(request: SourceRequest): SourceAnswer | Promise<SourceAnswer>;
}

/** No value lets the fallback answer. */
export interface SourceAnswer {
  readonly value: Value | undefined;
  /** What to do when there is no value and no fallback. */
  readonly cure?: string | undefined;
  /** What was done to answer that the user should know. */
  readonly note?: string;
  /** Why this source can not be asked here, when it can not. */
  readonly refusal?: string;
}

/** What is around the file: what a variable may read beside the file itself. */
export interface Surroundings {
  readonly options: CompileOptions;
  readonly files: ProjectFiles;
  /** What `${env:NAME}` reads: the environment, and `.env` files with useDotenv. */
  environment: { readonly [name: string]: string | undefined };
}

export interface SourceRequest {
  readonly surroundings: Surroundings;
  readonly parameters: readonly Value[];
  readonly address: string | undefined;
  /** The configuration as far as it is resolved, for hints. */
  readonly whole: Container;
  /** The resolved value of another property. */
  property(path: readonly string[]): Promise<Value | undefined>;
  /** A text with its variables resolved. */
  text(value: Value): Promise<Value>;
  /** The error to throw when the variable itself is wrong: no fallback helps. */
  refuse(message: string, details?: UnresolvedDetails): Unresolved;
}

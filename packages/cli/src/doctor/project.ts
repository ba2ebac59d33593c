import type { ExportedFunction } from './lambda/handlers.ts';
import type { SourceModule } from './syntax/source-module.ts';
import type { ApiFacts } from './template/apis.ts';
import type { FunctionFacts } from './template/functions.ts';
import type { TemplateFacts } from './template/template-facts.ts';

/** The handler of one function: what Lambda calls. */
export interface Entry extends ExportedFunction {
  readonly module: SourceModule;
  /** Undefined when the template could not be read and the handler was found by its name. */
  readonly functionFacts: FunctionFacts | undefined;
}

/** What the rules read: code and template together. Nothing in it is ever run. */
export interface Project {
  /** The code that Lambda loads: the handlers' files and what they import. */
  readonly modules: readonly SourceModule[];
  readonly entries: readonly Entry[];
  readonly template: TemplateFacts | undefined;
  /** What the project's package.json depends on; undefined when there is none. */
  readonly dependencies: ReadonlySet<string> | undefined;
  /** Why no code could be read at all, or undefined. */
  readonly parserFailure: unknown;
  /** The functions of the template whose code includes a module. */
  functionsOf(module: SourceModule): readonly FunctionFacts[];
  /** The APIs that reach those functions. */
  apisOf(module: SourceModule): readonly ApiFacts[];
  /** The modules that a function loads, its handler's first. */
  modulesOf(functionFacts: FunctionFacts): readonly SourceModule[];
}

import type { Diagnostic } from './diagnostic.ts';

/** Anything JSON can say. Intrinsic functions are in their long form, `{ Ref: 'Table' }`. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [member: string]: Value };

export interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly [property: string]: Value };
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: { readonly [member: string]: Value };
}

/** A CloudFormation template as plain data; `placeOf...` of places.ts tells where each part was written. */
export interface Template {
  readonly AWSTemplateFormatVersion?: string;
  readonly Description?: string;
  /** AWS::LanguageExtensions, where AWS has functions of it still to resolve; every other transform has been done. */
  readonly Transform?: string;
  readonly Parameters?: { readonly [name: string]: { readonly [member: string]: Value } };
  readonly Mappings?: { readonly [name: string]: Value };
  readonly Conditions?: { readonly [name: string]: Value };
  readonly Rules?: { readonly [name: string]: { readonly [member: string]: Value } };
  readonly Resources: { readonly [logicalId: string]: Resource };
  readonly Outputs?: { readonly [name: string]: { readonly [member: string]: Value } };
  readonly Metadata?: { readonly [member: string]: Value };
}

/** What a front end makes of the user's files. `template` is there even with errors, as far as it could be built. */
export interface CompileResult {
  readonly format: 'sam' | 'serverless' | 'cloudformation';
  readonly template: Template | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read, so that a change to any of them compiles anew. */
  readonly files: readonly string[];
  /**
   * How the user's code becomes the function's code, by the function's logical id. Only what the template's own properties
   * cannot say.
   */
  readonly functions: { readonly [logicalId: string]: FunctionSource };
  /** Logical ids of what only a deployment to AWS needs (serverless's deployment bucket): not provisioned on this machine. */
  readonly deploymentOnly: readonly string[];
  /** The stack name the format implies: serverless's `service-stage`; undefined leaves it to the caller. */
  readonly stackName: string | undefined;
  /** The stage the format implies (serverless's provider.stage); undefined when the template's own stages decide. */
  readonly stage: string | undefined;
  /** The region the sources name (serverless's provider.region); without one the caller's own. */
  readonly region?: string | undefined;
  /** The account the sources name (a CDK app's `env`); without one the caller's own. */
  readonly accountId?: string | undefined;
}

/** Where a function's code, or a layer's content, is on this machine. */
export interface FunctionSource {
  /** Folder of the code, relative to the project; `CodeUri`, or the project itself for serverless.yml. */
  readonly codeUri: string;
  /** The code itself, when the template holds it as text: `InlineCode`, `Code.ZipFile`. */
  readonly inlineCode?: string;
  /** esbuild settings the user wrote (SAM Metadata BuildProperties, serverless's esbuild block). */
  readonly esbuild?: { readonly [option: string]: Value };
  /** Of a layer: what `sam build` is to build its content with (SAM Metadata BuildMethod). */
  readonly buildMethod?: string;
}

/** The package's only door to the outside: rejects with a node-like error (`code: 'ENOENT'`) when there is no such file. */
export type ReadFile = (path: string) => Promise<string>;

/** A configuration that is code: what to run, what of it is asked for, and what it may ask. */
export interface CodeRequest {
  /** Path of the module in the project. */
  readonly file: string;
  /** The members to follow from what it exports; a function on the way is called. */
  readonly address: readonly string[];
  /** Options of the command line, which a function is given. */
  readonly options: { readonly [name: string]: string };
  /** Answers a function that asks for a variable, `self:custom.name`. */
  variable(text: string): Promise<Value | undefined>;
  /** Answers a function that asks for a property of the configuration. */
  property(path: readonly string[]): Promise<Value | undefined>;
}

/** What the code gave, and the files it was read from; or what went wrong in it. */
export type CodeAnswer = { readonly value: Value | undefined; readonly files: readonly string[] } | { readonly error: string };

/** Runs code of the user's in a process of its own, for a limited time. */
export type RunCode = (request: CodeRequest) => Promise<CodeAnswer>;

export interface CompileOptions {
  readonly readFile: ReadFile;
  /** Without it a configuration that is code is refused by name. */
  readonly runCode?: RunCode | undefined;
  readonly stage: string | undefined;
  readonly region: string;
  readonly accountId: string;
  /** The variables `${env:NAME}` may read. */
  readonly environment: { readonly [name: string]: string | undefined };
  /** Values for the template's Parameters, and for serverless's `${param:NAME}`. */
  readonly parameters: { readonly [name: string]: string };
  /** Options of the command line that `${opt:NAME}` may read. */
  readonly options: { readonly [name: string]: string };
}

export interface FrontEnd {
  readonly name: CompileResult['format'];
  /** True when the parsed document is this front end's; asked in the order of the list. */
  accepts(file: string, root: { readonly [member: string]: Value }): boolean;
  compile(file: string, root: { readonly [member: string]: Value }, options: CompileOptions): Promise<CompileResult>;
}

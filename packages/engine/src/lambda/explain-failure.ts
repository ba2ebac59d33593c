import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { nearestName, type Place } from '@gatewright/template';
import type { InvocationFailure } from '../trace/trace.ts';
import type { RuntimeError } from './environment-configuration.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import { placeInTemplate } from './inline-place.ts';
import { placeOfStack } from './stack-place.ts';

export interface FailureCircumstances {
  readonly configuration: FunctionConfiguration;
  readonly error: RuntimeError;
  /** The stack of the error that the user's code threw, where AWS answers one of the runtime's own. */
  readonly origin?: string | undefined;
}

/** Why a function failed: the sentence, the line of the user's file, and the cure where one is known. */
export function explainFailure({ configuration, error, origin }: FailureCircumstances): InvocationFailure {
  const stackTrace = Array.isArray(error.stackTrace) ? error.stackTrace.filter((it) => typeof it === 'string') : [];
  const stack = [...(origin?.split('\n') ?? []), ...(error.trace ?? []), ...stackTrace.reverse()];
  const at = placeOfStack(stack, configuration.codeRoot) ?? placeOfRequireStack(error.errorMessage, configuration.codeRoot);
  const message = firstLine(error.errorMessage);
  const circumstances: Circumstances = { configuration, message: error.errorMessage, errorType: error.errorType, at };
  const cure = cures.find((it) => it.when.test(error.errorType) && it.matches.test(error.errorMessage));
  const hint = cure?.hint(circumstances, cure.matches.exec(error.errorMessage) ?? []);
  const fallback = placesOfTemplate.test(error.errorType) ? (configuration.handlerAt ?? configuration.at) : undefined;
  return { errorType: error.errorType, message, at: placeInTemplate(configuration, at) ?? fallback, hint };
}

interface Circumstances {
  readonly configuration: FunctionConfiguration;
  readonly message: string;
  readonly errorType: string;
  readonly at: Place | undefined;
}

interface Cure {
  readonly when: RegExp;
  readonly matches: RegExp;
  hint(circumstances: Circumstances, match: readonly (string | undefined)[]): string | undefined;
}

/** Failures whose place is the template's, when the code has none. */
const placesOfTemplate =
  /^(Runtime\.(ImportModuleError|InvalidEntrypoint|HandlerNotFound|MalformedHandlerName|OutOfMemory|ExitError)|Sandbox\.Timedout)$/;

/** In this order: the first that fits is given. */
const cures: readonly Cure[] = [
  {
    when: /ImportModuleError|^Error$/,
    matches: /Cannot find (?:module|package) 'aws-sdk(?:\/[^']*)?'/,
    hint: () =>
      'The SDK\'s version 2 is in no runtime since nodejs18.x (nodejs16.x and older bring it on AWS): run "npm install aws-sdk", or use the version 3 clients (@aws-sdk/client-dynamodb, @aws-sdk/lib-dynamodb), which need no installation.',
  },
  {
    when: /ImportModuleError|^Error$/,
    matches: /Cannot find (?:module|package) '([^']+)'/,
    hint: ({ configuration, message }, [, name = '']) => missingModuleHint(configuration, message, name),
  },
  {
    when: /ImportModuleError/,
    matches: /No module named '([^'.]+)/,
    hint: (_, [, name]) => `Run "pip install ${name}" for the Python that runs gatewright, or create the module.`,
  },
  {
    when: /InvalidEntrypoint/,
    matches: /bootstrap/,
    hint: () => 'Put an executable file named "bootstrap" into the code folder (chmod +x bootstrap), or build the function first.',
  },
  {
    when: /HandlerNotFound/,
    matches: /Handler '([^']+)' missing on module '([^']+)'/,
    hint: (_, [, name, module]) => `Define ${name} in ${module}.py: def ${name}(event, context): ...`,
  },
  {
    when: /HandlerNotFound/,
    matches: /(\S+) is undefined or not exported/,
    hint: ({ configuration }) =>
      `Export it: exports.${exportName(configuration)} = async (event) => { ... }, or name another export in Handler.`,
  },
  {
    when: /MalformedHandlerName/,
    matches: /./,
    hint: () => 'Write the handler as FILE.EXPORT, relative to the code folder, such as src/users.handler.',
  },
  {
    when: /Sandbox\.Timedout/,
    matches: /after ([\d.]+) seconds/,
    hint: (_, [, seconds]) =>
      `The function did not answer in ${Number(seconds)} s: look for a promise or callback that never settles, or raise its Timeout.`,
  },
  {
    when: /OutOfMemory/,
    matches: /./,
    hint: ({ configuration }) => `It needed more than its ${configuration.memorySizeMb} MB: raise MemorySize, or hold less at once.`,
  },
  {
    when: /ExitError/,
    matches: /signal: aborted/,
    hint: ({ configuration }) =>
      `Node gave up, most often because the heap is full: raise MemorySize (${configuration.memorySizeMb} MB), or hold less at once.`,
  },
  {
    when: /ExitError/,
    matches: /./,
    hint: () =>
      'Something ended the process: look for a call of its exit() in the code and its packages. A handler returns or throws instead.',
  },
  {
    when: /UserCodeSyntaxError|SyntaxError/,
    matches: /Cannot use import statement outside a module|Unexpected token 'export'/,
    hint: () => 'Node reads this file as CommonJS: rename it to .mjs, or add "type": "module" to the package.json that is shipped with it.',
  },
  {
    when: /ReferenceError/,
    matches: /(require|module|exports|__dirname|__filename) is not defined in ES module scope/,
    hint: () => 'Node reads this file as an ES module: use import and export, or rename it to .cjs.',
  },
  {
    when: /ReferenceError/,
    matches: /(\S+) is not defined/,
    hint: (_, [, name]) => `Define or import ${name} in this file.`,
  },
  {
    when: /NodeJsExit/,
    matches: /./,
    hint: () => 'The handler awaits a promise that nothing will ever settle, such as a callback that is never called.',
  },
  {
    when: /ResponseSizeTooLarge/,
    matches: /./,
    hint: () => 'Answer less at once: page the result, or put it into S3 and answer a presigned URL.',
  },
  {
    when: /CallbackHandlerDeprecated/,
    matches: /./,
    hint: () => 'Return the result from an async handler instead of calling back, or choose the runtime nodejs22.x.',
  },
];

function missingModuleHint(configuration: FunctionConfiguration, message: string, name: string): string {
  const requirer = requireStack(message).find((it) => it.startsWith(configuration.codeRoot));
  const own = name.startsWith('.') || name.startsWith('/');
  if (own && requirer === undefined && !name.startsWith('/')) return 'Create the file, or correct the path.';
  if (own) {
    const wanted = resolve(requirer === undefined ? configuration.codeRoot : dirname(requirer), name);
    return nearestFileHint(wanted, configuration.codeRoot) ?? `There is no file ${relative(configuration.codeRoot, wanted)}.`;
  }
  if (requirer === undefined && name === moduleName(configuration)) {
    const wanted = resolve(configuration.codeRoot, configuration.handler.slice(0, configuration.handler.lastIndexOf('.')));
    const nearest = nearestFileHint(wanted, configuration.codeRoot);
    return (
      nearest ??
      `Handler is ${configuration.handler}, but there is no ${relative(configuration.codeRoot, wanted)}.js, .mjs, .cjs or .ts in ${configuration.codeRoot}.`
    );
  }
  const packageName = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
  return `Run "npm install ${packageName}" in the function's project.`;
}

/** The name of a file beside the wanted one that reads nearly the same. */
export function nearestFileHint(wanted: string, codeRoot: string): string | undefined {
  const folder = dirname(wanted);
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((it) => /\.([cm]?[jt]sx?|json)$/.test(it));
  const stem = (name: string): string => basename(name, extname(name));
  const near = nearestName(basename(wanted), files.map(stem)) ?? nearestName(stem(wanted), files.map(stem));
  const file = files.find((it) => stem(it) === near);
  return file === undefined ? undefined : `Did you mean "${relative(codeRoot, resolve(folder, file))}"?`;
}

function moduleName({ handler }: FunctionConfiguration): string {
  return basename(handler).split('.')[0] ?? '';
}

function exportName({ handler }: FunctionConfiguration): string {
  return basename(handler).split('.').slice(1).join('.');
}

function requireStack(message: string): readonly string[] {
  return message.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []));
}

function placeOfRequireStack(message: string, codeRoot: string): Place | undefined {
  const importedFrom = /imported from (\S+)$/.exec(firstLine(message))?.[1];
  const file = [importedFrom, ...requireStack(message)].find((it) => it?.startsWith(codeRoot));
  return file === undefined ? undefined : { file, line: 1, column: 1, length: 1 };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

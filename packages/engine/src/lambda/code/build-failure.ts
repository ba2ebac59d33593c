import { basename, dirname, resolve } from 'node:path';
import { nearestName } from '@gatewright/template';
import type { Message } from 'esbuild';
import type { InvocationFailure } from '../../trace/trace.ts';
import type { RuntimeError } from '../environment-configuration.ts';
import { explainFailure, nearestFileHint } from '../explain-failure.ts';
import type { FunctionConfiguration } from '../function-configuration.ts';
import { placeInTemplate } from '../inline-place.ts';
import type { Outcome } from '../invocation-run.ts';

export type FailedOutcome = Extract<Outcome, { readonly error: RuntimeError }>;

/** A build error as AWS's runtime would have answered it on loading the file, and as the developer needs to see it. */
export function buildFailure(configuration: FunctionConfiguration, [message]: readonly Message[]): FailedOutcome {
  const missing = /^Could not resolve "([^"]+)"/.exec(message?.text ?? '')?.[1];
  const file = message?.location ? resolve(configuration.codeRoot, message.location.file) : undefined;
  const error = missing === undefined ? syntaxError(message?.text ?? 'The build failed.') : importError(missing, file);
  const location = message?.location;
  const at =
    location && file !== undefined
      ? placeInTemplate(configuration, { file, line: location.line, column: location.column + 1, length: Math.max(1, location.length) })
      : configuration.handlerAt;
  const explained = explainFailure({ configuration, error });
  const nearest =
    missing?.startsWith('.') && file !== undefined ? nearestFileHint(resolve(dirname(file), missing), configuration.codeRoot) : undefined;
  return failedOutcome(error, { ...explained, at, hint: nearest ?? explained.hint ?? message?.notes[0]?.text });
}

/** The handler's module does not export the name. */
export function missingExport(configuration: FunctionConfiguration, exported: readonly string[]): FailedOutcome {
  const { handler, handlerAt } = configuration;
  const error = runtimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  const wanted = basename(handler).split('.').slice(1).join('.');
  const nearest = nearestName(wanted, exported);
  const hint =
    nearest === undefined ? `The file exports ${exported.length === 0 ? 'nothing' : exported.join(', ')}.` : `Did you mean "${nearest}"?`;
  const explained = explainFailure({ configuration, error });
  return failedOutcome(error, { ...explained, at: handlerAt ?? explained.at, hint });
}

/** There is no file for the handler's module. */
export function missingHandlerFile(configuration: FunctionConfiguration): FailedOutcome {
  const name = basename(configuration.handler).split('.')[0] ?? '';
  const error = runtimeError('Runtime.ImportModuleError', `Error: Cannot find module '${name}'\nRequire stack:\n- /var/runtime/index.mjs`);
  return failedOutcome(error, explainFailure({ configuration, error }));
}

function failedOutcome(error: RuntimeError, failure: InvocationFailure): FailedOutcome {
  return { error, payload: Buffer.from(JSON.stringify(error)), failure };
}

function importError(missing: string, file: string | undefined): RuntimeError {
  const stack = [file, '/var/runtime/index.mjs'].flatMap((it) => (it === undefined ? [] : [`- ${it}`]));
  return runtimeError(
    'Runtime.ImportModuleError',
    ['Error: Cannot find module ', `'${missing}'`, '\nRequire stack:\n', stack.join('\n')].join(''),
  );
}

function syntaxError(text: string): RuntimeError {
  return runtimeError('Runtime.UserCodeSyntaxError', `SyntaxError: ${text}`);
}

function runtimeError(errorType: string, errorMessage: string): RuntimeError {
  return { errorType, errorMessage, trace: `${errorType}: ${errorMessage}`.split('\n') };
}

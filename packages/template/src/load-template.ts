import { frontEnds } from './front-ends.ts';
import { placeAll } from './places.ts';
import { isServerlessCode, serverless } from './serverless/serverless.ts';
import { dialectMatters, isMapping, parseSource, startOf } from './source.ts';
import type { CompileOptions, CompileResult } from './template.ts';

/**
 * Reads a SAM, serverless.yml or CloudFormation file and compiles it to one CloudFormation template.
 * Mistakes in the user's files come back as diagnostics; a missing `file` rejects with the reader's own error.
 */
export async function loadTemplate(file: string, options: CompileOptions): Promise<CompileResult> {
  if (isServerlessCode(file)) return loadCode(file, options);
  const text = await options.readFile(file);
  const { root, diagnostics } = parseSource(file, text);
  const nothing = nothingOf(file);
  if (diagnostics.length > 0) return { ...nothing, diagnostics };
  const frontEnd = isMapping(root) && frontEnds.find((it) => it.accepts(file, root));
  if (!frontEnd || !isMapping(root)) {
    const message = 'This is neither a SAM or CloudFormation template (no Resources) nor a serverless.yml (no service and provider).';
    const hint = 'Name the file to run with --template FILE.';
    return { ...nothing, diagnostics: [{ code: 'UNKNOWN_FORMAT', severity: 'error', message, at: startOf(file), hint }] };
  }
  // Which dialect a file is written in shows only once its format is known.
  const again = frontEnd.name !== 'serverless' && dialectMatters(text) ? parseSource(file, text, 'YAML 1.1').root : root;
  return frontEnd.compile(file, isMapping(again) ? again : root, options);
}

/** A serverless.js or serverless.ts: what it exports is the configuration, without lines of its own. */
async function loadCode(file: string, options: CompileOptions): Promise<CompileResult> {
  // A missing file is the reader's error, as it is for any other.
  await options.readFile(file);
  const at = startOf(file);
  const answer = await options.runCode?.({ file, address: [], options: options.options, variable: nowhere, property: nowhere });
  if (answer && 'value' in answer && isMapping(answer.value)) {
    const compiled = await serverless.compile(file, placeAll(answer.value, at), options);
    const message = `${file} was run as code, in a process of its own.`;
    const note = { code: 'CONFIGURATION_IS_CODE', severity: 'warning', message, at } as const;
    return { ...compiled, diagnostics: [note, ...compiled.diagnostics], files: [...new Set([...compiled.files, ...answer.files])] };
  }
  const failed = answer && 'error' in answer ? answer.error : 'It exports no mapping.';
  const message = answer ? `Cannot load "${file}": ${failed}` : `${file} is code, which is not run here to read a configuration.`;
  const hint = answer ? 'Export the configuration: module.exports = { service, provider, functions }.' : 'Write a serverless.yml.';
  const diagnostic = { code: 'UNRESOLVED_VARIABLE', severity: 'error', message, at, hint } as const;
  return { ...nothingOf(file), diagnostics: [diagnostic] };
}

/** A configuration that is code has nothing to ask while it is loaded. */
const nowhere = (): Promise<undefined> => Promise.resolve(undefined);

function nothingOf(file: string): Omit<CompileResult, 'diagnostics'> {
  return {
    format: 'cloudformation',
    template: undefined,
    files: [file],
    functions: {},
    deploymentOnly: [],
    stackName: undefined,
    stage: undefined,
  };
}

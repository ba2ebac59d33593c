import { frontEnds } from './front-ends.ts';
import { dialectMatters, isMapping, parseSource, startOf } from './source.ts';
import type { CompileOptions, CompileResult } from './template.ts';

/**
 * Reads a SAM, serverless.yml or CloudFormation file and compiles it to one CloudFormation template.
 * Mistakes in the user's files come back as diagnostics; a missing `file` rejects with the reader's own error.
 */
export async function loadTemplate(file: string, options: CompileOptions): Promise<CompileResult> {
  const text = await options.readFile(file);
  const { root, diagnostics } = parseSource(file, text);
  const nothing = {
    format: 'cloudformation',
    template: undefined,
    files: [file],
    functions: {},
    deploymentOnly: [],
    stackName: undefined,
    stage: undefined,
  } as const;
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

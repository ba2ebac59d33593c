import { relative, resolve } from 'node:path';
import { checkTemplate } from '@gatewright/engine/check';
import { type CompileResult, createScope, type Diagnostic } from '@gatewright/template';
import { type Command, textOption, UsageError } from '../command.ts';
import { compileProject } from '../compile-project.ts';
import { findTemplate } from '../dev/find-template.ts';
import { diagnosticFormats, isDiagnosticFormat } from '../output/diagnostic-formats.ts';
import { parameterOverrides, parameterOverridesOption } from '../parameter-overrides.ts';
import { configEnvironmentOption } from '../samconfig.ts';

export const check: Command = {
  name: 'check',
  summary: 'Say what is wrong with the template of a folder, and what of it gatewright does not run; start nothing.',
  positionals: '[dir]',
  options: {
    template: { type: 'string', short: 't', value: 'FILE', summary: 'the template, when it is not one of the usual names' },
    stage: { type: 'string', short: 's', value: 'NAME', summary: 'the stage, as ${opt:stage} of serverless.yml reads it' },
    'parameter-overrides': parameterOverridesOption,
    'config-env': configEnvironmentOption,
    'allow-unsupported': { type: 'boolean', summary: 'only warn of what gatewright does not honour' },
    format: { type: 'string', value: 'FORMAT', default: 'text', summary: 'text, json, sarif or github' },
  },
  async run(input, terminal) {
    const format = textOption(input, 'format') ?? 'text';
    if (!isDiagnosticFormat(format)) throw new UsageError(`--format is text, json, sarif or github, not "${format}".`);
    const found = await findTemplate(resolve(terminal.cwd, input.positionals[0] ?? '.'), textOption(input, 'template'), terminal.cwd);
    if ('message' in found) {
      terminal.error(`${found.message}\n${found.hint}`);
      return 1;
    }
    const { compiled, sources, parameters } = await compileProject({
      ...found,
      stage: textOption(input, 'stage'),
      environment: terminal.env,
      parameters: parameterOverrides(input),
      configEnvironment: textOption(input, 'config-env'),
    });
    const provisioning = [...judged(compiled, parameters), ...(await diagnosed(compiled, found.root))];
    const allowUnsupported = input.values['allow-unsupported'] === true;
    const all: readonly Diagnostic[] = [...compiled.diagnostics, ...provisioning]
      // What stands in Globals or the provider is met with every function, and told once.
      .filter((it, index, told) => told.findIndex((other) => other.message === it.message && isSamePlace(other.at, it.at)) === index)
      .map((it) => (allowUnsupported && it.unsupported ? { ...it, severity: 'warning' } : it));
    const seen = all.map(({ at, ...it }) => ({ ...it, at: at && { ...at, file: relative(terminal.cwd, resolve(found.root, at.file)) } }));
    const texts = new Map([...sources].map(([file, text]) => [relative(terminal.cwd, resolve(found.root, file)), text]));
    for (const line of diagnosticFormats[format](seen, texts)) terminal.out(line);
    return all.some((it) => it.severity === 'error') ? 1 : 0;
  },
};

function isSamePlace(one: Diagnostic['at'], other: Diagnostic['at']): boolean {
  return one?.file === other?.file && one?.line === other?.line && one?.column === other?.column;
}

/** What the stack would say before it provisions anything: parameters' values, rules, conditions, and what of the template runs here. */
function judged(
  { template, deploymentOnly, ...found }: CompileResult,
  parameters: { readonly [name: string]: string },
): readonly Diagnostic[] {
  if (!template) return [];
  const { stackName = 'stack', region = 'us-east-1', accountId = '123456789012' } = found;
  const unknown = (): undefined => undefined;
  const missing = Object.entries(template.Parameters ?? {}).some(
    ([name, it]) => it.Default === undefined && parameters[name] === undefined,
  );
  // A value that is given when the stack is made can not be judged yet, nor what follows from it.
  const judgeable = missing ? { ...template, Rules: {} } : template;
  const { scope, diagnostics } = createScope(judgeable, { parameters, stackName, region, accountId }, unknown, unknown);
  const isActive = (condition: string): boolean => missing || (scope.condition(condition) ?? true);
  const ofScope = diagnostics
    // A circle among conditions has been told by the compiler.
    .filter((it) => it.code !== 'CIRCULAR_REFERENCE')
    .map((it): Diagnostic => (it.code === 'MISSING_PROPERTY' ? { ...it, severity: 'warning' } : it));
  return [...ofScope, ...checkTemplate(template, deploymentOnly, isActive)];
}

/** Of the doctor's rules those that a template is at fault for; the others are `gatewright doctor`. */
const rulesOfTemplates = ['MISSING_PERMISSION', 'SECRET_IN_TEMPLATE'] as const;

async function diagnosed(compiled: CompileResult, root: string): Promise<readonly Diagnostic[]> {
  if (!compiled.template) return [];
  const [{ runDoctor }, { createProjectFiles }] = await Promise.all([
    import('../doctor/run-doctor.ts'),
    import('../doctor/project-files.ts'),
  ]);
  // The compiler's own diagnostics have been told already.
  const findings = await runDoctor({ compiled: { ...compiled, diagnostics: [] }, ...createProjectFiles(root) });
  return findings.flatMap(({ rule, message, at, hint }) => {
    const code = rulesOfTemplates.find((it) => it === rule);
    return code === undefined ? [] : [{ code, severity: 'warning', message, at, hint } satisfies Diagnostic];
  });
}

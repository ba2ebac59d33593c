import { resolve } from 'node:path';
import { renderDiagnostic } from '@gatewright/template';
import { type Command, textOption } from '../command.ts';
import { compileProject } from '../compile-project.ts';
import { findTemplate } from '../dev/find-template.ts';
import { parameterOverrides, parameterOverridesOption } from '../parameter-overrides.ts';
import { configEnvironmentOption } from '../samconfig.ts';

export const compile: Command = {
  name: 'compile',
  summary: 'Print the CloudFormation template that the sources of a folder compile to.',
  positionals: '[dir]',
  options: {
    template: { type: 'string', short: 't', value: 'FILE', summary: 'the template, when it is not one of the usual names' },
    stage: { type: 'string', short: 's', value: 'NAME', summary: 'the stage, as ${opt:stage} of serverless.yml reads it' },
    'parameter-overrides': parameterOverridesOption,
    'config-env': configEnvironmentOption,
  },
  async run(input, terminal) {
    const found = await findTemplate(resolve(terminal.cwd, input.positionals[0] ?? '.'), textOption(input, 'template'), terminal.cwd);
    if ('message' in found) {
      terminal.error(`${found.message}\n${found.hint}`);
      return 1;
    }
    const { compiled, sources } = await compileProject({
      ...found,
      stage: textOption(input, 'stage'),
      environment: terminal.env,
      parameters: parameterOverrides(input),
      configEnvironment: textOption(input, 'config-env'),
    });
    for (const it of compiled.diagnostics) terminal.error(`${renderDiagnostic(it, it.at && sources.get(it.at.file))}\n`);
    // With mistakes in it, the template is shown as far as it could be built; the exit code says that it is not to be deployed.
    if (compiled.template) terminal.out(JSON.stringify(compiled.template, null, 2));
    return compiled.template && !compiled.diagnostics.some((it) => it.severity === 'error') ? 0 : 1;
  },
};

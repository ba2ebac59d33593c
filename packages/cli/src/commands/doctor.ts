import { join, relative, resolve } from 'node:path';
import { renderDiagnostic } from '@gatewright/template';
import { type Command, textOption, UsageError } from '../command.ts';
import { compileProject } from '../compile-project.ts';
import { findTemplate } from '../dev/find-template.ts';
import { countBySeverity } from '../doctor/count-by-severity.ts';
import type { Finding } from '../doctor/finding.ts';
import { createProjectFiles, type ProjectFiles } from '../doctor/project-files.ts';
import { runDoctor } from '../doctor/run-doctor.ts';
import { parameterOverrides, parameterOverridesOption } from '../parameter-overrides.ts';
import type { Terminal } from '../terminal.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'Look for faults in the code and template of a folder, and run none of it.',
  positionals: '[dir]',
  options: {
    template: { type: 'string', short: 't', value: 'FILE', summary: 'the template, when it is not one of the usual names' },
    stage: { type: 'string', short: 's', value: 'NAME', summary: 'the stage that serverless.yml is read for' },
    'parameter-overrides': parameterOverridesOption,
    format: { type: 'string', value: 'text|json', default: 'text', summary: 'for a person, or one JSON object a line' },
  },
  async run(input, terminal) {
    const format = textOption(input, 'format');
    if (format !== 'text' && format !== 'json') throw new UsageError(`--format is text or json, not "${format}".`);
    const folder = resolve(terminal.cwd, input.positionals[0] ?? '.');
    const found = await findTemplate(folder, textOption(input, 'template'), terminal.cwd);
    if ('message' in found) {
      terminal.error(`${found.message}\n${found.hint}`);
      return 1;
    }
    const { compiled } = await compileProject({
      ...found,
      stage: textOption(input, 'stage'),
      environment: terminal.env,
      parameters: parameterOverrides(input),
    });
    const findings = (await runDoctor({ compiled, ...createProjectFiles(found.root) })).map((it) => seenFrom(terminal.cwd, found.root, it));
    await (format === 'json' ? printLines : printText)({ findings, files: createProjectFiles(terminal.cwd), terminal });
    return countBySeverity(findings).error > 0 ? 1 : 0;
  },
};

/** The finding with its file as the user would name it from where they stand. */
function seenFrom(cwd: string, root: string, finding: Finding): Finding {
  return { ...finding, at: { ...finding.at, file: relative(cwd, join(root, finding.at.file)) } };
}

interface Printing {
  readonly findings: readonly Finding[];
  readonly files: ProjectFiles;
  readonly terminal: Terminal;
}

async function printLines({ findings, terminal }: Printing): Promise<void> {
  for (const finding of findings) terminal.out(JSON.stringify({ type: 'finding', ...finding }));
  terminal.out(JSON.stringify({ type: 'summary', ...countBySeverity(findings) }));
}

async function printText({ findings, files, terminal }: Printing): Promise<void> {
  const texts = new Map<string, string | undefined>();
  for (const { rule, at, ...rest } of findings) {
    if (!texts.has(at.file)) texts.set(at.file, await files.readFile(at.file).catch(() => undefined));
    terminal.out(`${renderDiagnostic({ code: rule, at, ...rest }, texts.get(at.file))}\n`);
  }
  const { error, warning, note } = countBySeverity(findings);
  terminal.out(
    findings.length === 0
      ? 'No faults found.'
      : `${count(error, 'error')}, ${count(warning, 'warning')}, ${count(note, 'note')}. Each has a section in docs/doctor.md or docs/errors.md.`,
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { DeploymentPackage } from '@gatewright/engine/packages';
import { type Diagnostic, renderDiagnostic, type Template } from '@gatewright/template';
import { packageLine, packageTable, type WrittenPackage } from '../build/package-lines.ts';
import { type TemplatePackage, templatePackages } from '../build/template-packages.ts';
import { type Command, textOption } from '../command.ts';
import { compileProject } from '../compile-project.ts';
import { findTemplate } from '../dev/find-template.ts';
import { parameterOverrides, parameterOverridesOption } from '../parameter-overrides.ts';
import { configEnvironmentOption } from '../samconfig.ts';
import type { Terminal } from '../terminal.ts';

export const build: Command = {
  name: 'build',
  summary: 'Make the packages of the functions of a folder, as Lambda is given them, and a template that names them.',
  positionals: '[dir]',
  options: {
    template: { type: 'string', short: 't', value: 'FILE', summary: 'the template, when it is not one of the usual names' },
    stage: { type: 'string', short: 's', value: 'NAME', summary: 'the stage, as ${opt:stage} of serverless.yml reads it' },
    'parameter-overrides': parameterOverridesOption,
    'config-env': configEnvironmentOption,
    out: { type: 'string', short: 'o', value: 'DIR', summary: 'where the packages go (.gatewright/build beside the template)' },
  },
  async run(input, terminal) {
    const found = await findTemplate(resolve(terminal.cwd, input.positionals[0] ?? '.'), textOption(input, 'template'), terminal.cwd);
    if ('message' in found) {
      terminal.error(`${found.message}\n${found.hint}`);
      return 1;
    }
    const project = await compileProject({
      ...found,
      stage: textOption(input, 'stage'),
      environment: terminal.env,
      parameters: parameterOverrides(input),
      configEnvironment: textOption(input, 'config-env'),
    });
    const { compiled } = project;
    const tell = teller(terminal, found.root, project.sources);
    if (compiled.diagnostics.map(tell).includes('error') || !compiled.template) return 1;
    const named = textOption(input, 'out');
    const out = named === undefined ? join(found.root, '.gatewright/build') : resolve(terminal.cwd, named);
    const written: WrittenPackage[] = [];
    let failures = 0;
    const paths = new Map<string, { readonly property: string; readonly path: string }>();
    for (const it of templatePackages(project, found.root)) {
      const made = await it.make();
      const severities = made.diagnostics.map(tell);
      if (made.archive === undefined || severities.includes('error')) failures += 1;
      else {
        written.push({ logicalId: it.logicalId, file: relative(terminal.cwd, writePackage(out, it, made)), made });
        paths.set(it.logicalId, { property: it.property, path: `${it.logicalId}/${it.logicalId}.zip` });
      }
    }
    if (terminal.interactive) for (const line of packageTable(written)) terminal.out(line);
    else for (const it of written) terminal.out(packageLine(it));
    if (failures > 0) return 1;
    const file = join(out, 'template.json');
    mkdirSync(out, { recursive: true });
    writeFileSync(file, `${JSON.stringify(packagedTemplate(compiled.template, paths), null, 2)}\n`);
    const shown = relative(terminal.cwd, file);
    terminal.out(terminal.interactive ? `\nThe template that names them: ${shown}` : JSON.stringify({ type: 'template', file: shown }));
    return 0;
  },
};

/** Prints a diagnostic with its line, and answers how severe it is. Places may be in the template or in code that only the bundler has read. */
function teller(terminal: Terminal, root: string, sources: ReadonlyMap<string, string>): (it: Diagnostic) => Diagnostic['severity'] {
  return ({ at, ...it }) => {
    const file = at && resolve(root, at.file);
    const text = at && file !== undefined ? (sources.get(at.file) ?? readFileSync(file, 'utf8')) : undefined;
    const place = at && file !== undefined ? { ...at, file: isAbsolute(at.file) ? relative(terminal.cwd, file) : at.file } : undefined;
    terminal.error(`${renderDiagnostic({ ...it, at: place }, text)}\n`);
    return it.severity;
  };
}

/** The zip file; beside it, for people, the bundle and its source map. */
function writePackage(out: string, { logicalId }: TemplatePackage, { archive, bundle }: DeploymentPackage): string {
  const folder = join(out, logicalId);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const beside = bundle ? [...bundle.files.filter((it) => !it.path.startsWith('node_modules/')), bundle.sourceMap] : [];
  for (const it of beside) {
    if (!it) continue;
    mkdirSync(dirname(join(folder, it.path)), { recursive: true });
    writeFileSync(join(folder, it.path), it.content);
  }
  const file = join(folder, `${logicalId}.zip`);
  writeFileSync(file, archive);
  return file;
}

function packagedTemplate(template: Template, paths: ReadonlyMap<string, { readonly property: string; readonly path: string }>): Template {
  const resources = Object.entries(template.Resources).map(([logicalId, resource]) => {
    const found = paths.get(logicalId);
    if (!found) return [logicalId, resource] as const;
    // How it was built is done: `dev` on this template runs the package.
    const { Metadata: _, ...rest } = resource;
    return [logicalId, { ...rest, Properties: { ...resource.Properties, [found.property]: found.path } }] as const;
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}

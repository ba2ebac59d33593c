import type { Diagnostic } from '../diagnostic.ts';
import { placeOf } from '../places.ts';
import { isMapping, startOf } from '../source.ts';
import type { CompileOptions, CompileResult, FrontEnd, FunctionSource, Template, Value } from '../template.ts';
import { compileApi } from './compile/api.ts';
import { compileDeploymentBucket, deploymentBucketIds } from './compile/deployment-bucket.ts';
import { compileFunctions } from './compile/functions.ts';
import { compileIamRole } from './compile/iam-role.ts';
import { compileLogGroups } from './compile/log-groups.ts';
import { checkPlugins, esbuildSettings } from './compile/plugins.ts';
import { dropNulls, mergeUserResources } from './compile/user-resources.ts';
import { compileVersions } from './compile/versions.ts';
import { Draft } from './draft.ts';
import { instanceIdOf, putInstanceId } from './instance-id.ts';
import { readService } from './read-service.ts';
import { resolveConfiguration } from './resolve-configuration.ts';
import { type Mapping, Section } from './section.ts';
import type { Service } from './service.ts';
import { ProjectFiles } from './variables/project-files.ts';

/** Compiles a serverless.yml as `osls package` does, without a package: the code is run where it is. */
export const serverless: FrontEnd = {
  name: 'serverless',
  accepts: (file, root) => isServerlessFile(file) || ('service' in root && 'provider' in root),
  compile,
};

function isServerlessFile(file: string): boolean {
  return /(?:^|[\\/])serverless\.(?:ya?ml|json)$/.test(file);
}

async function compile(file: string, written: Mapping, options: CompileOptions): Promise<CompileResult> {
  const diagnostics: Diagnostic[] = [];
  const files = new ProjectFiles(file, options.readFile);
  const { configuration, stage } = await resolveConfiguration(written, files, options, diagnostics);
  const root = new Section(configuration, '', (it) =>
    diagnostics.push({ severity: 'error', ...it, at: it.at ?? placeOf(written) ?? startOf(file) }),
  );
  checkPlugins(root);
  const service = readService(root, stage);
  const template = await compileTemplate(service, root.section('resources'));
  const esbuild = esbuildSettings(root);
  const source: FunctionSource = { codeUri: '.', ...(esbuild && { esbuild }) };
  return {
    format: 'serverless',
    template,
    diagnostics: inOrder(diagnostics, file),
    files: [file, ...files.asked],
    functions: Object.fromEntries(service.functions.map((it) => [it.logicalId, source])),
    deploymentOnly: deploymentBucketIds.filter((it) => Object.hasOwn(template.Resources, it)),
    stackName: service.stackName,
    stage,
  };
}

async function compileTemplate(service: Service, resources: Section | undefined): Promise<Template> {
  const draft = new Draft();
  compileDeploymentBucket(service, draft);
  compileLogGroups(service, draft);
  const role = compileIamRole(service, draft);
  compileFunctions(service, draft, role);
  await compileVersions(service, draft);
  compileApi(service, draft);
  exportOutputs(service, draft);
  const template: Template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The AWS CloudFormation template for this Serverless application',
    Resources: draft.resources,
    Outputs: draft.outputs,
  };
  mergeUserResources(template, resources);
  dropNulls(template);
  const id = await instanceIdOf(template.Resources);
  return putInstanceId(template, id);
}

/** Every generated output is exported under a name of its own. */
function exportOutputs({ name, stage }: Service, { outputs }: Draft): void {
  for (const [output, members] of Object.entries(outputs)) {
    const exported: Value = { Name: `sls-${name}-${stage}-${output}` };
    if (!isMapping(members.Export)) members.Export = exported;
  }
}

/** From the top of the file down; what is in other files comes behind it. */
function inOrder(diagnostics: readonly Diagnostic[], file: string): Diagnostic[] {
  const key = ({ at }: Diagnostic): [string, number, number] => [
    at === undefined || at.file === file ? '' : at.file,
    at?.line ?? 0,
    at?.column ?? 0,
  ];
  return [...diagnostics].sort((a, b) => {
    const [fileOfA, lineOfA, columnOfA] = key(a);
    const [fileOfB, lineOfB, columnOfB] = key(b);
    return fileOfA === fileOfB ? lineOfA - lineOfB || columnOfA - columnOfB : fileOfA < fileOfB ? -1 : 1;
  });
}

import { checkTemplate } from '../checks/check-template.ts';
import { besideFile, functionSources } from '../cloudformation/function-sources.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { inSourceOrder } from '../diagnostic-order.ts';
import { placeOf } from '../places.ts';
import { isMapping, startOf } from '../source.ts';
import type { CompileOptions, CompileResult, FunctionSource, Value } from '../template.ts';
import { compileDeploymentBucket } from './compile/deployment-bucket.ts';
import { compileEventInvokeConfigs } from './compile/event-invoke-config.ts';
import { compileEvents } from './compile/events.ts';
import { compileFunctionUrls } from './compile/function-url.ts';
import { compileFunctions } from './compile/functions.ts';
import { compileIamRole } from './compile/iam-role.ts';
import { compileLayers } from './compile/layers.ts';
import { compileLogGroups } from './compile/log-groups.ts';
import { checkPlugins, esbuildSettings, pseudoParameterReferences } from './compile/plugins.ts';
import { replacePseudoParameters } from './compile/pseudo-parameters.ts';
import { compileRolesPerFunction } from './compile/roles-per-function.ts';
import { dropNulls, mergeUserResources } from './compile/user-resources.ts';
import { compileVersions } from './compile/versions.ts';
import { Draft } from './draft.ts';
import { instanceIdOf, putInstanceId } from './instance-id.ts';
import { readService } from './read-service.ts';
import { resolveConfiguration } from './resolve-configuration.ts';
import { type Mapping, type Report, Section } from './section.ts';
import type { Service } from './service.ts';
import { ProjectFiles } from './variables/project-files.ts';

/** Instead of "remove it", when it may be needed on AWS. */
const ofPlugin = {
  unsupported: true,
  hint: 'It may belong to a plugin that is not honoured: run with --allow-unsupported to go on without it.',
};

/** Compiles a serverless.yml as `osls package` does, without a package: the code is run where it is. */
export async function compileServerless(file: string, written: Mapping, options: CompileOptions): Promise<CompileResult> {
  const diagnostics: Diagnostic[] = [];
  const files = new ProjectFiles(file, options.readFile);
  const { configuration, stage } = await resolveConfiguration(written, files, options, diagnostics);
  let hasRefusedPlugin = false;
  const report: Report = (it) => {
    const isOfPlugin = hasRefusedPlugin && it.code === 'UNKNOWN_PROPERTY' && !it.hint?.startsWith('Did you mean');
    diagnostics.push({
      severity: 'error',
      ...it,
      ...(isOfPlugin && ofPlugin),
      at: it.at ?? placeOf(written) ?? startOf(file),
    });
  };
  const root = new Section(configuration, '', report);
  hasRefusedPlugin = checkPlugins(root);
  const service = readService(root, { stage, region: options.options.region ?? options.region });
  const { written: compiled, layers, deploymentOnly } = await compileTemplate(service, root);
  const template = readTemplate(file, compiled, report);
  checkTemplate(template, options, report);
  const beside = ([id, it]: [string, FunctionSource]): [string, FunctionSource] => [id, { codeUri: besideFile(file, it.codeUri) }];
  const esbuild = esbuildSettings(root);
  const source: FunctionSource = { codeUri: besideFile(file, '.'), ...(esbuild && { esbuild }) };
  return {
    format: 'serverless',
    template,
    diagnostics: inSourceOrder(diagnostics),
    files: [file, ...files.asked],
    functions: {
      ...functionSources(file, template),
      ...Object.fromEntries(Object.entries(layers).map(beside)),
      ...Object.fromEntries(service.functions.map((it) => [it.logicalId, source])),
    },
    deploymentOnly: deploymentOnly.filter((it) => Object.hasOwn(template.Resources, it)),
    stackName: service.stackName,
    stage,
    region: root.section('provider')?.text('region'),
  };
}

interface Compiled {
  readonly written: Mapping;
  /** Where the content of the service's layers is. */
  readonly layers: { readonly [logicalId: string]: FunctionSource };
  readonly deploymentOnly: readonly string[];
}

async function compileTemplate(service: Service, root: Section): Promise<Compiled> {
  const draft = new Draft();
  compileDeploymentBucket(service, draft);
  compileLogGroups(service, draft);
  const role = compileIamRole(service, draft);
  const layers = compileLayers(service, draft);
  compileFunctions(service, draft, role);
  await compileVersions(service, draft);
  compileFunctionUrls(service, draft);
  compileEventInvokeConfigs(service, draft, role);
  compileEvents({ service, draft, role });
  compileRolesPerFunction(service, root, draft);
  exportOutputs(service, draft);
  const template: { [section: string]: Value } = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The AWS CloudFormation template for this Serverless application',
    Resources: draft.resources,
    Outputs: draft.outputs,
  };
  mergeUserResources(template, root.section('resources'));
  const references = pseudoParameterReferences(root);
  if (references !== undefined) replacePseudoParameters(template, references);
  dropNulls(template);
  const id = await instanceIdOf(isMapping(template.Resources) ? template.Resources : {});
  return { written: putInstanceId(template, id), layers, deploymentOnly: draft.deploymentOnly };
}

/** Every generated output is exported under a name of its own. */
function exportOutputs({ name, stage }: Service, { outputs }: Draft): void {
  for (const [output, members] of Object.entries(outputs)) {
    const exported: Value = { Name: `sls-${name}-${stage}-${output}` };
    if (!isMapping(members.Export)) members.Export = exported;
  }
}

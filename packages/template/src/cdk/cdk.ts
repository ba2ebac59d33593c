import { checkTemplate } from '../checks/check-template.ts';
import { cloudFormation } from '../cloudformation/cloudformation.ts';
import { besideFile, functionSources } from '../cloudformation/function-sources.ts';
import { inlineNestedStacks, type TemplateWithCode } from '../cloudformation/nested-stacks.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { checkTransforms } from '../cloudformation/transforms.ts';
import type { Diagnostic, Report } from '../diagnostic.ts';
import { inSourceOrder } from '../diagnostic-order.ts';
import { applyLanguageExtensions } from '../language-extensions/language-extensions.ts';
import type { Place } from '../places.ts';
import { isMapping, parseSource, startOf } from '../source.ts';
import type { CompileOptions, CompileResult, FrontEnd } from '../template.ts';
import { withApiDefinitions } from './api-definitions.ts';
import { chooseStack } from './choose-stack.ts';
import { type AssemblyStack, isManifest, readCloudAssembly } from './cloud-assembly.ts';
import { deploymentOnlyOf } from './deployment-only.ts';
import { type FileAssets, readFileAssets } from './file-assets.ts';
import { inlineImportedStacks } from './imported-stacks.ts';

/** What `cdk synth` wrote: the manifest of a cloud assembly, or the template of one of its stacks. */
export const cdk: FrontEnd = {
  name: 'cloudformation',

  accepts: (file, root) => isManifest(root) || (file.endsWith('.template.json') && isMapping(root.Resources)),

  async compile(file, root, options): Promise<CompileResult> {
    const manifestFile = isManifest(root) ? file : besideFile(file, 'manifest.json');
    const stacks = await stacksAround(manifestFile, options);
    const chosen = isManifest(root) ? (await chooseStack(file, options.readFile))?.chosen : stacks.find((it) => it.templateFile === file);
    if (chosen) return compileStack(chosen, { stacks, manifestFile, options });
    // A template of this name that no manifest speaks of is anybody's.
    return isManifest(root) ? nothingToServe(file) : cloudFormation.compile(file, root, options);
  },
};

/** The stacks of the whole app: a stage's own manifest does not know the stacks outside the stage. */
async function stacksAround(manifestFile: string, { readFile }: CompileOptions): Promise<readonly AssemblyStack[]> {
  return (await readCloudAssembly(manifestFile, readFile)) ?? [];
}

interface App {
  readonly stacks: readonly AssemblyStack[];
  readonly manifestFile: string;
  readonly options: CompileOptions;
}

async function compileStack(chosen: AssemblyStack, { stacks, manifestFile, options }: App): Promise<CompileResult> {
  const diagnostics: Diagnostic[] = [];
  const report = (it: Diagnostic): void => void diagnostics.push(it);
  const files = new Set([manifestFile]);
  const read = async ({ templateFile }: AssemblyStack): Promise<TemplateWithCode | undefined> => {
    const assets = await readFileAssets(templateFile, options.readFile);
    for (const it of assets.files) files.add(it);
    const reading = { assets, files, options, report };
    const stack = await readStack(templateFile, startOf(manifestFile), reading);
    const nested = {
      fileOf: ({ Properties: properties = {} }: { readonly Properties?: TemplateProperties }) => assets.pathOfUrl(properties.TemplateURL),
      read: (path: string, at: Place | undefined) => readStack(path, at, reading),
    };
    return stack && inlineNestedStacks(templateFile, stack, nested, report);
  };
  const own = await read(chosen);
  const whole = own && (await inlineImportedStacks(own, { chosen, stacks, read }, report));
  if (whole) checkTemplate(whole.template, { ...options, region: chosen.region ?? options.region }, report);
  return {
    format: 'cloudformation',
    template: whole?.template,
    diagnostics: inSourceOrder(diagnostics),
    files: [...files],
    functions: whole?.functions ?? {},
    deploymentOnly: whole ? deploymentOnlyOf(whole.template) : [],
    stackName: chosen.stackName,
    stage: undefined,
    region: chosen.region,
    accountId: chosen.accountId,
  };
}

type TemplateProperties = NonNullable<TemplateWithCode['template']['Resources'][string]['Properties']>;

interface Reading {
  readonly assets: FileAssets;
  readonly files: Set<string>;
  readonly options: CompileOptions;
  readonly report: Report;
}

async function readStack(
  file: string,
  at: Place | undefined,
  { assets, files, options, report }: Reading,
): Promise<TemplateWithCode | undefined> {
  files.add(file);
  const text = await options.readFile(file).catch(() => undefined);
  if (text === undefined) {
    const hint = 'Run `cdk synth` again: its manifest and its templates do not fit.';
    report({ code: 'FILE_NOT_FOUND', severity: 'error', message: `There is no file ${file}.`, at, hint });
    return undefined;
  }
  const { root: written, diagnostics } = parseSource(file, text);
  diagnostics.forEach(report);
  if (!isMapping(written)) return undefined;
  checkTransforms(written, report);
  const root = applyLanguageExtensions(written, options, report);
  const template = await withApiDefinitions(readTemplate(file, root, report), assets, { ...options, files, report });
  return { template, functions: functionSources(file, template, (code) => (isMapping(code) ? assets.pathOf(code.S3Key) : undefined)) };
}

function nothingToServe(file: string): CompileResult {
  const message = 'This cloud assembly has no stack.';
  const hint = 'Run `cdk synth` in a CDK app that has one.';
  return {
    format: 'cloudformation',
    template: undefined,
    diagnostics: [{ code: 'UNKNOWN_FORMAT', severity: 'error', message, at: startOf(file), hint }],
    files: [file],
    functions: {},
    deploymentOnly: [],
    stackName: undefined,
    stage: undefined,
  };
}

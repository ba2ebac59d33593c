import { checkBodySize } from '../checks/check-limits.ts';
import { checkTemplate } from '../checks/check-template.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { inSourceOrder } from '../diagnostic-order.ts';
import { applyLanguageExtensions } from '../language-extensions/language-extensions.ts';
import { isMapping } from '../source.ts';
import type { CompileResult, FrontEnd, Value } from '../template.ts';
import { besideFile, functionSources } from './function-sources.ts';
import { localFiles, resolveIncludes } from './local-files.ts';
import { inlineNestedStacks, type NestedStackFiles } from './nested-stacks.ts';
import { readTemplate } from './read-template.ts';
import { checkTransforms } from './transforms.ts';

/** Plain CloudFormation, and what `cdk synth` writes. */
export const cloudFormation: FrontEnd = {
  name: 'cloudformation',

  accepts: (_file, root) => isMapping(root.Resources) || root.AWSTemplateFormatVersion !== undefined || root.Transform !== undefined,

  async compile(file, written, options): Promise<CompileResult> {
    const diagnostics: Diagnostic[] = [];
    const report = (it: Diagnostic): void => void diagnostics.push(it);
    const files = localFiles(file, options.readFile, report);
    const included = await resolveIncludes(written, files);
    checkTransforms(included, report);
    const root = applyLanguageExtensions(included, options, report);
    const own = readTemplate(file, root, report);
    const nested: NestedStackFiles = {
      fileOf: ({ Properties: properties = {} }, parentFile) => localTemplate(properties.TemplateURL, parentFile),
      async read(path, at) {
        const child = await files.read(path, at);
        if (!isMapping(child)) return undefined;
        checkTransforms(child, report);
        const childTemplate = readTemplate(path, applyLanguageExtensions(child, options, report), report);
        return { template: childTemplate, functions: functionSources(path, childTemplate) };
      },
    };
    const stack = { template: own, functions: functionSources(file, own) };
    const { template, functions } = await inlineNestedStacks(file, stack, nested, report);
    checkTemplate(template, options, report);
    checkBodySize(template, report);
    return {
      format: 'cloudformation',
      template,
      diagnostics: inSourceOrder(diagnostics),
      files: [...files.names],
      functions,
      deploymentOnly: [],
      stackName: undefined,
      stage: undefined,
    };
  },
};

/** The file of a nested stack, as `aws cloudformation package` takes it: a path instead of a URL. */
function localTemplate(url: Value | undefined, parentFile: string): string | undefined {
  return typeof url === 'string' && !/^[a-z0-9]+:\/\//i.test(url) ? besideFile(parentFile, url) : undefined;
}

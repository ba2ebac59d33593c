import { checkTemplate } from '../checks/check-template.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { inSourceOrder } from '../diagnostic-order.ts';
import { isMapping } from '../source.ts';
import type { CompileResult, FrontEnd } from '../template.ts';
import { functionSources } from './function-sources.ts';
import { localFiles, resolveIncludes } from './local-files.ts';
import { readTemplate } from './read-template.ts';
import { checkTransforms } from './transforms.ts';

/** Plain CloudFormation, and what `cdk synth` writes. */
export const cloudFormation: FrontEnd = {
  name: 'cloudformation',

  accepts: (_file, root) => isMapping(root.Resources) || root.AWSTemplateFormatVersion !== undefined,

  async compile(file, written, options): Promise<CompileResult> {
    const diagnostics: Diagnostic[] = [];
    const report = (it: Diagnostic): void => void diagnostics.push(it);
    const files = localFiles(file, options.readFile, report);
    const resolved = await resolveIncludes(written, files);
    const root = isMapping(resolved) ? resolved : written;
    checkTransforms(root, report);
    const template = readTemplate(file, root, report);
    checkTemplate(template, options, report);
    return {
      format: 'cloudformation',
      template,
      diagnostics: inSourceOrder(diagnostics),
      files: [...files.names],
      functions: functionSources(file, template),
      deploymentOnly: [],
      stackName: undefined,
      stage: undefined,
    };
  },
};

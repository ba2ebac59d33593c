import { checkTemplate } from '../checks/check-template.ts';
import { functionSources } from '../cloudformation/function-sources.ts';
import { localFiles, resolveIncludes } from '../cloudformation/local-files.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { checkTransforms, transformsOf } from '../cloudformation/transforms.ts';
import type { Diagnostic, Report } from '../diagnostic.ts';
import { inSourceOrder } from '../diagnostic-order.ts';
import { applyLanguageExtensions, keepLanguageExtensions } from '../language-extensions/language-extensions.ts';
import { placeOfKey } from '../places.ts';
import { isMapping } from '../source.ts';
import type { CompileResult, FrontEnd } from '../template.ts';
import type { Mapping } from './sam-resource.ts';

const transformName = 'AWS::Serverless-2016-10-31';

/** Templates with the transform AWS::Serverless-2016-10-31, compiled as AWS's own transform does; what does it is loaded for a project that has one. */
export const sam: FrontEnd = {
  name: 'sam',

  accepts: (_file, root) => transformsOf(root).includes(transformName) || lacksTransform(root),

  async compile(file, written, options): Promise<CompileResult> {
    const diagnostics: Diagnostic[] = [];
    const report = (it: Diagnostic): void => void diagnostics.push(it);
    const files = localFiles(file, options.readFile, report);
    const included = await resolveIncludes(written, files);
    checkTransforms(included, report);
    const root = applyLanguageExtensions(included, options, report);
    if (lacksTransform(root)) reportMissingTransform(root, report);
    const [{ readDefinitions }, { compileSam }] = await Promise.all([import('./body-location.ts'), import('./compile-sam.ts')]);
    const definitions = await readDefinitions(root, files);
    const { document, functions } = compileSam({ file, root, options, definitions }, report);
    const template = readTemplate(file, keepLanguageExtensions(root, document), report, { samTransform: true });
    checkTemplate(template, options, report);
    return {
      format: 'sam',
      template,
      diagnostics: inSourceOrder(diagnostics),
      files: [...files.names],
      functions: { ...functionSources(file, template), ...functions },
      deploymentOnly: [],
      stackName: undefined,
      stage: undefined,
    };
  },
};

/** A template of SAM's types whose author forgot to say so: `sam build` takes it, CloudFormation does not. */
function lacksTransform(root: Mapping): boolean {
  if (transformsOf(root).includes(transformName) || !isMapping(root.Resources)) return false;
  return Object.values(root.Resources).some((it) => isMapping(it) && String(it.Type).startsWith('AWS::Serverless::'));
}

function reportMissingTransform(root: Mapping, report: Report): void {
  const message = `The template has resources of AWS::Serverless types but no Transform: CloudFormation refuses them.`;
  const hint = `Add the line "Transform: ${transformName}".`;
  report({ code: 'MISSING_PROPERTY', severity: 'warning', message, at: placeOfKey(root, 'Resources'), hint });
}

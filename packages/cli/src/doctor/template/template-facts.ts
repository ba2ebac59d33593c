import { type CompileResult, type Place, placeOfKey, type Template } from '@gatewright/template';
import { type ApiFacts, readApis } from './apis.ts';
import { type FunctionFacts, readFunctions } from './functions.ts';
import type { ResourceFacts } from './resources.ts';

/** What the rules ask of a compiled template. */
export interface TemplateFacts {
  readonly compiled: CompileResult;
  readonly template: Template;
  readonly functions: readonly FunctionFacts[];
  readonly apis: readonly ApiFacts[];
  /** Resources of one type, with the place that declares them. */
  resourcesOf(type: string): readonly ResourceFacts[];
}

export function readTemplateFacts(compiled: CompileResult): TemplateFacts | undefined {
  const { template } = compiled;
  if (!template) return undefined;
  const start: Place = { file: compiled.files[0] ?? 'template.yaml', line: 1, column: 1, length: 1 };
  const resourcesOf = (type: string): ResourceFacts[] =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => ({ logicalId, resource, at: placeOfKey(template.Resources, logicalId) ?? start }));
  const functions = readFunctions({ compiled, template, resourcesOf });
  return { compiled, template, functions, resourcesOf, apis: readApis({ template, functions, resourcesOf }) };
}

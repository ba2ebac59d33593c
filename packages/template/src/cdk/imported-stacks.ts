import { type MergedStack, mergeStack } from '../cloudformation/merge-stack.ts';
import type { TemplateWithCode } from '../cloudformation/nested-stacks.ts';
import { section } from '../cloudformation/nested-stacks.ts';
import type { Report } from '../diagnostic.ts';
import { type NewNames, rewriteNames } from '../intrinsics/rewrite-names.ts';
import { createSubstitutions } from '../intrinsics/substitutions.ts';
import { copyPlaces } from '../places.ts';
import { isMapping } from '../source.ts';
import type { FunctionSource, Resource, Template, Value } from '../template.ts';
import type { AssemblyStack } from './cloud-assembly.ts';

type Mapping = { readonly [member: string]: Value };
type ReadStack = (stack: AssemblyStack) => Promise<TemplateWithCode | undefined>;

/**
 * Brings in the stacks of the same app whose exports a stack imports, and theirs: on this machine they are one stack, and each
 * `Fn::ImportValue` is what the other stack exports.
 */
export async function inlineImportedStacks(
  main: TemplateWithCode,
  { chosen, stacks, read }: { readonly chosen: AssemblyStack; readonly stacks: readonly AssemblyStack[]; readonly read: ReadStack },
  report: Report,
): Promise<TemplateWithCode> {
  const parts: { readonly functions: TemplateWithCode['functions']; readonly merged: MergedStack }[] = [];
  if (!JSON.stringify(main.template).includes('"Fn::ImportValue"')) return main;
  for (const stack of dependenciesOf(chosen, stacks)) {
    const part = await read(stack);
    if (!part) continue;
    const prefix = stack.stackName.replaceAll(/[^A-Za-z0-9]/g, '');
    const functions = Object.entries(part.functions).map(([id, source]): [string, FunctionSource] => [`${prefix}${id}`, source]);
    const { template } = part;
    const toMerge = { template, prefix, stackName: stack.stackName, parameters: {}, at: undefined, condition: undefined, dependsOn: [] };
    parts.push({ functions: Object.fromEntries(functions), merged: mergeStack(toMerge, report) });
  }
  return {
    template: withImports(
      main.template,
      parts.map((it) => it.merged),
    ),
    functions: Object.assign({}, main.functions, ...parts.map((it) => it.functions)),
  };
}

/** The stacks a stack is deployed after, and those they are deployed after. */
function dependenciesOf(chosen: AssemblyStack, stacks: readonly AssemblyStack[]): ReadonlySet<AssemblyStack> {
  const found = new Set<AssemblyStack>();
  const visit = (stack: AssemblyStack): void => {
    for (const it of stacks) {
      if (it === chosen || found.has(it) || !stack.dependencies.includes(it.artifactId)) continue;
      found.add(it);
      visit(it);
    }
  };
  visit(chosen);
  return found;
}

function withImports(template: Template, merged: readonly MergedStack[]): Template {
  const exported = new Map(
    merged
      .flatMap(({ outputs }) => Object.values(outputs))
      .flatMap((it) => {
        const name = isMapping(it.Export) ? it.Export.Name : undefined;
        return typeof name === 'string' && it.Value !== undefined ? [[name, it.Value] as const] : [];
      }),
  );
  const substitute = createSubstitutions(() => names);
  const names: NewNames = {
    ref: () => undefined,
    getAtt: () => undefined,
    condition: () => undefined,
    mapping: () => undefined,
    importValue(name) {
      const value = exported.get(name);
      const answer = value === undefined ? undefined : substitute(name, value);
      return answer && 'value' in answer ? answer.value : undefined;
    },
  };
  const rewrite = (value: Mapping): Mapping => {
    const rewritten = rewriteNames(value, names);
    return isMapping(rewritten) ? rewritten : {};
  };
  const parts = merged.map((it) => it.added);
  const resources = [template, ...parts].map(({ Resources: all }) =>
    copyPlaces(all, Object.fromEntries(Object.entries(all).map(([id, it]): [string, Resource] => [id, withProperties(it, rewrite)]))),
  );
  const outputs = Object.entries(template.Outputs ?? {}).map(([name, it]) => [name, rewrite(it)] as const);
  return copyPlaces(template, {
    ...template,
    ...section('Parameters', [...parts.map((it) => it.Parameters), template.Parameters]),
    ...section('Mappings', [template.Mappings, ...parts.map((it) => it.Mappings)]),
    ...section('Conditions', [template.Conditions, ...parts.map((it) => it.Conditions)]),
    ...section('Outputs', [copyPlaces(template.Outputs ?? {}, Object.fromEntries(outputs))]),
    Resources: section('Resources', resources).Resources ?? {},
  });
}

function withProperties(resource: Resource, rewrite: (value: Mapping) => Mapping): Resource {
  const { Properties: properties } = resource;
  const rewritten = properties && rewrite(properties);
  return rewritten === properties || !rewritten ? resource : copyPlaces(resource, { ...resource, Properties: rewritten });
}

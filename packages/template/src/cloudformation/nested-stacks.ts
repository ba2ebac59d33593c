import type { Report } from '../diagnostic.ts';
import { type NewNames, rewriteNames } from '../intrinsics/rewrite-names.ts';
import { createSubstitutions } from '../intrinsics/substitutions.ts';
import { nearestHint } from '../nearest-name.ts';
import { copyPlaces, markMember, type Place, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { FunctionSource, Resource, Template, Value } from '../template.ts';
import { type MergedStack, mergeStack, stackIdOf } from './merge-stack.ts';

type Mapping = { readonly [member: string]: Value };

/** A template with the sources of its functions. */
export interface TemplateWithCode {
  readonly template: Template;
  readonly functions: { readonly [logicalId: string]: FunctionSource };
}

export interface NestedStackFiles {
  /** The file a nested stack's template is in; undefined when it is not on this machine. */
  fileOf(resource: Resource, parentFile: string): string | undefined;
  /** Reads a template; undefined after reporting. */
  read(file: string, at: Place | undefined): Promise<TemplateWithCode | undefined>;
}

const maximumDepth = 8;

/**
 * Puts the resources of every AWS::CloudFormation::Stack whose template is on this machine in its place, parameters and outputs wired.
 * One whose template is elsewhere stays.
 * @source "Embed stacks within other stacks using nested stacks", AWS CloudFormation user guide
 */
export async function inlineNestedStacks(
  file: string,
  stack: TemplateWithCode,
  files: NestedStackFiles,
  report: Report,
): Promise<TemplateWithCode> {
  return inline({ file, files, report, open: [file] }, stack);
}

interface Inlining {
  readonly file: string;
  readonly files: NestedStackFiles;
  readonly report: Report;
  /** The templates being read: one of them inside itself would never end. */
  readonly open: readonly string[];
}

async function inline(inlining: Inlining, { template, functions }: TemplateWithCode): Promise<TemplateWithCode> {
  const merged = new Map<string, MergedStack>();
  const sources: Record<string, FunctionSource> = { ...functions };
  const taken = new Set(Object.keys(template.Resources));
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (resource.Type !== 'AWS::CloudFormation::Stack') continue;
    const child = await readNested(logicalId, resource, template, inlining);
    if (!child) continue;
    const prefix = prefixOf(logicalId, Object.keys(child.template.Resources), taken);
    for (const id of Object.keys(child.template.Resources)) taken.add(`${prefix}${id}`);
    for (const [id, source] of Object.entries(child.functions)) sources[`${prefix}${id}`] = source;
    const at = placeOfKey(template.Resources, logicalId);
    const { Parameters: parameters = {} } = resource.Properties ?? {};
    const { DependsOn: dependsOn = [] } = resource;
    const toMerge = {
      template: child.template,
      prefix,
      stackName: nameOf(logicalId),
      parameters: isMapping(parameters) ? parameters : {},
      at,
      condition: resource.Condition,
      dependsOn: Array.isArray(dependsOn) ? dependsOn : [dependsOn],
    };
    merged.set(logicalId, mergeStack(toMerge, inlining.report));
  }
  return merged.size === 0 ? { template, functions } : { template: assemble(template, merged, inlining.report), functions: sources };
}

async function readNested(
  logicalId: string,
  resource: Resource,
  template: Template,
  { file, files, report, open }: Inlining,
): Promise<TemplateWithCode | undefined> {
  const path = files.fileOf(resource, file);
  if (path === undefined) return undefined;
  const at = placeOfMember(resource.Properties ?? resource, 'TemplateURL') ?? placeOfKey(template.Resources, logicalId);
  if (open.includes(path) || open.length > maximumDepth) {
    const message = `"${logicalId}" nests ${open.includes(path) ? 'its own template' : `deeper than ${maximumDepth} stacks`}.`;
    report({ code: 'CIRCULAR_REFERENCE', severity: 'error', message, at });
    return undefined;
  }
  const child = await files.read(path, at);
  return child && inline({ file: path, files, report, open: [...open, path] }, child);
}

/** CDK's logical ids of nested stacks say little in many letters: the construct's own id is enough where nothing else has it. */
function prefixOf(logicalId: string, childIds: readonly string[], taken: ReadonlySet<string>): string {
  const short = /^(.+)NestedStack\w+NestedStackResource[0-9A-F]{8}$/.exec(logicalId)?.[1];
  return short !== undefined && !childIds.some((it) => taken.has(`${short}${it}`)) ? short : logicalId;
}

function nameOf(logicalId: string): Value {
  return { 'Fn::Sub': `\${AWS::StackName}-${logicalId}` };
}

function assemble(template: Template, merged: ReadonlyMap<string, MergedStack>, report: Report): Template {
  const names = namesOutside(merged, report);
  const rewrite = (value: Value): Mapping => {
    const rewritten = rewriteNames(value, names);
    return isMapping(rewritten) ? rewritten : {};
  };
  const inner = (logicalId: string): readonly string[] => Object.keys(merged.get(logicalId)?.added.Resources ?? { [logicalId]: 0 });
  const move = (resource: Resource): Resource => {
    const { Properties: properties, DependsOn: dependsOn } = resource;
    const named = dependsOn === undefined ? [] : Array.isArray(dependsOn) ? dependsOn : [dependsOn];
    return copyPlaces(resource, {
      ...resource,
      ...(properties && { Properties: rewrite(properties) }),
      ...(dependsOn !== undefined && { DependsOn: named.flatMap(inner) }),
    });
  };
  const resources = Object.entries(template.Resources).map(([logicalId, resource]): { readonly [logicalId: string]: Resource } => {
    const stack = merged.get(logicalId);
    if (stack) return mapValues(stack.added.Resources, move);
    const kept = { [logicalId]: move(resource) };
    markMember(kept, logicalId, placeOfMember(template.Resources, logicalId), placeOfKey(template.Resources, logicalId));
    return kept;
  });
  const parts = [...merged.values()].map((it) => it.added);
  const exported = [...merged].flatMap(([logicalId, { outputs }]) =>
    Object.entries(outputs).flatMap(([name, it]) => (it.Export === undefined ? [] : [[`${logicalId}${name}`, it] as const])),
  );
  return copyPlaces(template, {
    ...template,
    ...section('Parameters', [template.Parameters, ...parts.map((it) => it.Parameters)]),
    ...section('Mappings', [template.Mappings, ...parts.map((it) => it.Mappings)]),
    ...section('Conditions', [template.Conditions, ...parts.map((it) => it.Conditions)]),
    Resources: together(resources),
    ...section('Outputs', [mapValues(template.Outputs ?? {}, rewrite), mapValues(Object.fromEntries(exported), rewrite)]),
  });
}

/** What the rest of the template says of its nested stacks: their outputs, and their names. */
function namesOutside(merged: ReadonlyMap<string, MergedStack>, report: Report): NewNames {
  const substitute = createSubstitutions(() => names);
  const names: NewNames = {
    ref: (name) => (merged.has(name) ? stackIdOf(nameOf(name)) : undefined),
    getAtt(logicalId, attribute, at) {
      const stack = merged.get(logicalId);
      if (!stack) return undefined;
      const name = attribute.replace(/^Outputs\./, '');
      const { Value: value } = stack.outputs[name] ?? {};
      if (value === undefined) {
        const message = `The stack "${logicalId}" has no output "${name}".`;
        report({ code: 'UNRESOLVED_REF', severity: 'error', message, at, hint: nearestHint(name, Object.keys(stack.outputs)) });
        return '';
      }
      // An output may be what its stack was given, and that another stack's output.
      const answer = substitute(`${logicalId}.${name}`, value);
      if ('value' in answer) return answer.value;
      const code = answer.problem === 'circular' ? 'CIRCULAR_REFERENCE' : 'TEMPLATE_TOO_LARGE';
      const what = answer.problem === 'circular' ? 'is made of itself' : 'stands for too much';
      report({ code, severity: 'error', message: `The output "${name}" of "${logicalId}" ${what}.`, at });
      return '';
    },
    condition: () => undefined,
    mapping: () => undefined,
  };
  return names;
}

/** Sections of several templates as one, each entry with its place. */
export function together<Entry>(sections: readonly ({ readonly [name: string]: Entry } | undefined)[]): { [name: string]: Entry } {
  const there = sections.filter((it) => it !== undefined);
  const all = Object.fromEntries(there.flatMap((it) => Object.entries(it)));
  for (const it of there) copyPlaces(it, all);
  return all;
}

/** A section under its name, or nothing when it is empty. */
export function section<Name extends string, Entry>(
  name: Name,
  sections: readonly ({ readonly [entry: string]: Entry } | undefined)[],
): { [name in Name]?: { [entry: string]: Entry } } {
  const whole: { [name in Name]?: { [entry: string]: Entry } } = {};
  const entries = together(sections);
  if (Object.keys(entries).length > 0) whole[name] = entries;
  return whole;
}

function mapValues<From, To>(section: { readonly [name: string]: From }, change: (it: From) => To): { [name: string]: To } {
  return copyPlaces(section, Object.fromEntries(Object.entries(section).map(([name, it]) => [name, change(it)])));
}

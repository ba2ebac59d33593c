import type { Report } from '../diagnostic.ts';
import { type NewNames, rewriteConditionNames, rewriteNames } from '../intrinsics/rewrite-names.ts';
import { nearestHint } from '../nearest-name.ts';
import { copyPlaces, markMember, type Place, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Resource, Template, Value } from '../template.ts';

type Mapping = { readonly [member: string]: Value };

/** A stack whose resources are to stand in another stack's template. */
export interface StackToMerge {
  readonly template: Template;
  /** What its names begin with in the other template. */
  readonly prefix: string;
  /** What its `AWS::StackName` is there. */
  readonly stackName: Value;
  /** Values for its Parameters, in the other template's words. */
  readonly parameters: Mapping;
  /** Where those values are written. */
  readonly at: Place | undefined;
  /** The condition, and what must be there before it, of the whole stack. */
  readonly condition: string | undefined;
  readonly dependsOn: readonly string[];
}

export interface MergedStack {
  /** What the other template gains. */
  readonly added: Pick<Template, 'Parameters' | 'Mappings' | 'Conditions' | 'Resources'>;
  /** The stack's Outputs in the other template's words. */
  readonly outputs: { readonly [name: string]: Mapping };
}

/** Puts the names and values of a stack into the words of the template it is to stand in. */
export function mergeStack(stack: StackToMerge, report: Report): MergedStack {
  const { template, prefix, stackName } = stack;
  const parameters = parameterNames(stack, report);
  const within = (section: object | undefined, name: string): string | undefined =>
    section && Object.hasOwn(section, name) ? `${prefix}${name}` : undefined;
  const names: NewNames = {
    ref(name) {
      if (name === 'AWS::StackName') return stackName;
      if (name === 'AWS::StackId') return stackIdOf(stackName);
      const logicalId = within(template.Resources, name);
      return parameters.values.get(name) ?? (logicalId && { Ref: logicalId });
    },
    getAtt(logicalId, attribute) {
      const renamed = within(template.Resources, logicalId);
      return renamed && { 'Fn::GetAtt': [renamed, attribute] };
    },
    condition: (name) => within(template.Conditions, name),
    mapping: (name) => within(template.Mappings, name),
  };
  const conditions = renamed(template.Conditions ?? {}, prefix, (it) => rewriteConditionNames(it, names));
  const addCondition = (own: string | undefined): string | undefined => {
    if (stack.condition === undefined || own === undefined) return own ?? stack.condition;
    const both = `${own}And${stack.condition}`;
    conditions[both] = { 'Fn::And': [{ Condition: stack.condition }, { Condition: own }] };
    return both;
  };
  const resources = renamed(template.Resources, prefix, (it) => moveResource(it, stack, { names, addCondition }));
  const outputs = renamed(template.Outputs ?? {}, '', (it) => moveOutput(it, names));
  return {
    added: {
      Parameters: parameters.kept,
      Mappings: renamed(template.Mappings ?? {}, prefix, (it) => it),
      Conditions: conditions,
      Resources: resources,
    },
    outputs,
  };
}

/** What the parameters of a stack stand for: what is passed in, or a parameter of the other template. */
function parameterNames(
  stack: StackToMerge,
  report: Report,
): { readonly values: ReadonlyMap<string, Value>; readonly kept: { [name: string]: Mapping } } {
  const { prefix, parameters: given } = stack;
  const declared = stack.template.Parameters ?? {};
  const values = new Map<string, Value>();
  const kept: { [name: string]: Mapping } = {};
  for (const [name, parameter] of Object.entries(declared)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (typeof value === 'object' && value !== null) {
      const list = String(parameter.Type).startsWith('List<') || parameter.Type === 'CommaDelimitedList';
      values.set(name, list && !Array.isArray(value) ? { 'Fn::Split': [',', value] } : value);
      continue;
    }
    if (value === undefined && parameter.Default === undefined) {
      const message = `The stack is given no value for its parameter "${name}".`;
      report({ code: 'MISSING_PROPERTY', severity: 'error', message, at: stack.at, hint: `Give "${name}" under Parameters.` });
    }
    // A plain value is checked against what the parameter allows, as one of its own.
    kept[`${prefix}${name}`] = copyPlaces(parameter, { ...parameter, ...(value !== undefined && { Default: value }) });
    values.set(name, { Ref: `${prefix}${name}` });
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(declared, name)) continue;
    const message = `The stack has no parameter "${name}".`;
    const hint = nearestHint(name, Object.keys(declared));
    report({ code: 'UNKNOWN_PROPERTY', severity: 'error', message, at: placeOfKey(given, name) ?? stack.at, hint });
  }
  return { values, kept };
}

function moveResource(
  resource: Resource,
  { prefix, dependsOn }: StackToMerge,
  { names, addCondition }: { readonly names: NewNames; readonly addCondition: (own: string | undefined) => string | undefined },
): Resource {
  const { Properties: properties, DependsOn: own = [], Condition: condition, ...rest } = resource;
  const ownNames = (Array.isArray(own) ? own : [own]).map((it) => `${prefix}${it}`);
  const all = [...ownNames, ...dependsOn];
  const together = addCondition(condition === undefined ? undefined : (names.condition(condition) ?? condition));
  return copyPlaces(resource, {
    ...rest,
    ...(properties && { Properties: asMapping(rewriteNames(properties, names)) }),
    ...(all.length > 0 && { DependsOn: all }),
    ...(together !== undefined && { Condition: together }),
  });
}

function moveOutput(output: Mapping, names: NewNames): Mapping {
  const moved = asMapping(rewriteNames(output, names));
  const { Condition: condition } = moved;
  if (typeof condition !== 'string') return moved;
  return copyPlaces(moved, { ...moved, Condition: names.condition(condition) ?? condition });
}

function renamed<From, To>(section: { readonly [name: string]: From }, prefix: string, change: (it: From) => To): { [name: string]: To } {
  const moved = Object.fromEntries(Object.entries(section).map(([name, it]) => [`${prefix}${name}`, change(it)]));
  for (const name of Object.keys(section)) {
    markMember(moved, `${prefix}${name}`, placeOfMember(section, name), placeOfKey(section, name));
  }
  return moved;
}

/** An ARN as CloudFormation gives a stack. */
export function stackIdOf(stackName: Value): Value {
  const text = 'arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/${Name}/00000000-0000-0000-0000-000000000000';
  return { 'Fn::Sub': [text, { Name: stackName }] };
}

function asMapping(value: Value): Mapping {
  return isMapping(value) ? value : {};
}

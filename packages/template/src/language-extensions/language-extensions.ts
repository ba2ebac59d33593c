import { transformsOf } from '../cloudformation/transforms.ts';
import type { Report } from '../diagnostic.ts';
import { createScope } from '../intrinsics/create-scope.ts';
import { resolveValue } from '../intrinsics/resolve-value.ts';
import type { Scope } from '../intrinsics/scope.ts';
import { copyPlaces, markMember, type Place, placeOf, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { CompileOptions, Value } from '../template.ts';
import { expandForEach, forEachPrefix } from './for-each.ts';

type Mapping = { readonly [member: string]: Value };

export const languageExtensions = 'AWS::LanguageExtensions';

/** Attributes of a resource that are plain text without this transform. */
const policies = ['DeletionPolicy', 'UpdateReplacePolicy'];

/** Functions that only this transform knows. */
const ownFunctions = ['Fn::Length', 'Fn::ToJsonString'];

/**
 * Does what of the transform AWS::LanguageExtensions changes the shape of a template: writes out the loops, and decides functions
 * where CloudFormation takes plain text only. Fn::Length, Fn::ToJsonString and the DefaultValue of Fn::FindInMap are values, resolved with
 * all the others. A template that uses any of it without naming the transform is told so.
 * @source "AWS::LanguageExtensions transform", AWS CloudFormation template reference
 */
export function applyLanguageExtensions(root: Mapping, options: CompileOptions, report: Report): Mapping {
  // What is not named is read as if it were: the rest of the template's mistakes show too.
  if (!transformsOf(root).includes(languageExtensions) && reportUses(root, report) === 0) return root;
  checkOrder(root, report);
  for (const section of ['Metadata', 'Parameters', 'Mappings', 'Rules', 'Hooks']) {
    if (isMapping(root[section])) checkNoLoops(section, root[section], report);
  }
  const sections = { Parameters: mappingAt(root, 'Parameters'), Mappings: mappingAt(root, 'Mappings') };
  const conditions = expandForEach(root.Conditions ?? null, { scope: scopeOf(sections, options), report });
  const scope = scopeOf({ ...sections, Conditions: isMapping(conditions) ? conditions : {} }, options);
  const expand = (name: string): Value => earlyNames(expandForEach(root[name] ?? null, { scope, report }), scope, report);
  const resources = expand('Resources');
  return copyPlaces(root, {
    ...root,
    ...(root.Conditions !== undefined && { Conditions: conditions }),
    ...(root.Resources !== undefined && { Resources: isMapping(resources) ? withPolicies(resources, scope, report) : resources }),
    ...(root.Outputs !== undefined && { Outputs: expand('Outputs') }),
  });
}

/** Names the transform in a document that was made of another: AWS has its functions still to resolve. */
export function keepLanguageExtensions(from: Mapping, document: Mapping): Mapping {
  return transformsOf(from).includes(languageExtensions) ? copyPlaces(document, { ...document, Transform: languageExtensions }) : document;
}

function mappingAt(root: Mapping, section: string): Mapping {
  const value = root[section];
  return isMapping(value) ? value : {};
}

/** What is known before anything is created: parameters, mappings, conditions. What is wrong with them is the stack's to report. */
function scopeOf(
  { Parameters = {}, Mappings = {}, Conditions = {} }: { readonly [section: string]: Mapping },
  options: CompileOptions,
): Scope {
  const declared = Object.entries(Parameters).flatMap(([name, it]) => (isMapping(it) ? [[name, it] as const] : []));
  const template = { Parameters: Object.fromEntries(declared), Mappings, Conditions, Resources: {} };
  const nothing = (): undefined => undefined;
  return createScope(template, { ...options, stackName: 'stack' }, nothing, nothing).scope;
}

/** Functions as the argument of Ref, and as the resource of Fn::GetAtt, decided by what is known early. */
function earlyNames(value: Value, scope: Scope, report: Report): Value {
  if (Array.isArray(value)) {
    const list = value.map((it) => earlyNames(it, scope, report));
    return list.some((it, index) => it !== value[index]) ? copyPlaces(value, list) : value;
  }
  if (!isMapping(value)) return value;
  const [name, ...more] = Object.keys(value);
  const argument = name === undefined || more.length > 0 ? undefined : value[name];
  if (name === 'Ref' && isMapping(argument)) return copyPlaces(value, { Ref: resolveValue(argument, scope, report) });
  if (name === 'Fn::GetAtt' && Array.isArray(argument) && isMapping(argument[0])) {
    const named = copyPlaces(argument, [resolveValue(argument[0], scope, report), ...argument.slice(1)]);
    return copyPlaces(value, { 'Fn::GetAtt': named });
  }
  const entries = Object.entries(value).map(([member, it]): [string, Value] => [member, earlyNames(it, scope, report)]);
  return entries.some(([member, it]) => it !== value[member]) ? copyPlaces(value, Object.fromEntries(entries)) : value;
}

/** DeletionPolicy and UpdateReplacePolicy as text. */
function withPolicies(resources: Mapping, scope: Scope, report: Report): Mapping {
  const entries = Object.entries(resources).map(([logicalId, resource]): [string, Value] => {
    if (!isMapping(resource)) return [logicalId, resource];
    const decided = policies.flatMap((attribute): [string, Value][] => {
      const policy = resource[attribute];
      return isMapping(policy) ? [[attribute, resolveValue(policy, scope, report)]] : [];
    });
    return [logicalId, decided.length === 0 ? resource : copyPlaces(resource, { ...resource, ...Object.fromEntries(decided) })];
  });
  const decided = copyPlaces(resources, Object.fromEntries(entries));
  for (const logicalId of Object.keys(resources)) {
    markMember(decided, logicalId, placeOfMember(resources, logicalId), placeOfKey(resources, logicalId));
  }
  return decided;
}

/** The transforms run in the order they are named; SAM does not know a loop. */
function checkOrder(root: Mapping, report: Report): void {
  const transforms = transformsOf(root);
  const sam = transforms.indexOf('AWS::Serverless-2016-10-31');
  if (sam < 0 || sam > transforms.indexOf(languageExtensions)) return;
  const at = placeOfMember(root, 'Transform');
  const message = `The SAM transform runs before ${languageExtensions}, and does not know what that adds to a template.`;
  const hint = `Write Transform: [${languageExtensions}, AWS::Serverless-2016-10-31].`;
  report({ code: 'INVALID_VALUE', severity: 'error', message, at, hint });
}

function checkNoLoops(section: string, value: Value, report: Report): void {
  eachMember(value, (container, member) => {
    if (!member.startsWith(forEachPrefix)) return;
    const message = `${member} stands in ${section}: Fn::ForEach may stand in Conditions, Resources and Outputs only.`;
    report({ code: 'INVALID_VALUE', severity: 'error', message, at: placeOfKey(container, member) });
  });
}

/** How many things of this transform a template uses; each has been reported once. */
function reportUses(root: Mapping, report: Report): number {
  const told = new Set<string>();
  const tell = (what: string, at: Place | undefined): void => {
    if (told.has(what)) return;
    told.add(what);
    const message = `${what} is of the transform ${languageExtensions}, which this template does not name.`;
    report({ code: 'UNSUPPORTED_INTRINSIC', severity: 'error', message, at, hint: `Add "Transform: ${languageExtensions}".` });
  };
  for (const resource of Object.values(mappingAt(root, 'Resources'))) {
    for (const attribute of policies) {
      if (isMapping(resource) && isMapping(resource[attribute])) tell(`A function in ${attribute}`, placeOfMember(resource, attribute));
    }
  }
  for (const section of ['Conditions', 'Resources', 'Outputs']) {
    eachMember(root[section] ?? null, (container, member) => {
      const value = container[member];
      if (member.startsWith(forEachPrefix)) tell('Fn::ForEach', placeOfKey(container, member));
      else if (ownFunctions.includes(member) && Object.keys(container).length === 1) tell(member, placeOfKey(container, member));
      else if (member === 'Fn::FindInMap' && Array.isArray(value) && isMapping(value[3]))
        tell('The DefaultValue of Fn::FindInMap', placeOf(value));
    });
  }
  return told.size;
}

function eachMember(value: Value, visit: (container: Mapping, member: string) => void): void {
  if (Array.isArray(value)) for (const it of value) eachMember(it, visit);
  if (!isMapping(value)) return;
  for (const [member, it] of Object.entries(value)) {
    visit(value, member);
    eachMember(it, visit);
  }
}

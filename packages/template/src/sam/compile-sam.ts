import type { Report } from '../diagnostic.ts';
import { partitionOf } from '../intrinsics/create-scope.ts';
import { nearestHint } from '../nearest-name.ts';
import { copyPlaces, markMember, markPlace, type Place, placeAll, placeOf, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { CompileOptions, FunctionSource, Resource, Value } from '../template.ts';
import { addConditions, implicitApi, needsImplicitApi } from './api/implicit-api.ts';
import { collectRoutes } from './api/routes.ts';
import { apiKinds, createSamApi } from './api/sam-api.ts';
import { createSharedUsagePlan } from './api/shared-usage-plan.ts';
import type { Compilation } from './compilation.ts';
import { compileConnectors } from './connector/connector.ts';
import { compileCodeDeploy } from './function/code-deploy.ts';
import { checkIgnoreGlobals, mergeGlobals, readGlobals } from './globals.ts';
import { resolveMappingReferences } from './mapping-references.ts';
import { resolveParameterReferences } from './parameter-references.ts';
import { samResourceTypes } from './resources.ts';
import { renamedTo, resolveSamReferences } from './sam-references.ts';
import type { Mapping, SamResource } from './sam-resource.ts';
import { propagateTags } from './tags.ts';

export interface SamSource {
  readonly file: string;
  readonly root: Mapping;
  readonly options: CompileOptions;
  /** What local files that a DefinitionUri names hold, by the path as written. */
  readonly definitions: ReadonlyMap<string, Value>;
}

export interface CompiledSam {
  /** The document as CloudFormation has it: no Globals, no Transform, no resource of a SAM type. */
  readonly document: Mapping;
  readonly functions: { readonly [logicalId: string]: FunctionSource };
}

/** Replaces the SAM resources of a document by the CloudFormation resources they stand for. */
export function compileSam(source: SamSource, report: Report): CompiledSam {
  const { root } = source;
  const globals = readGlobals(root, report);
  const written = isMapping(root.Resources) ? root.Resources : {};
  const samResources = readSamResources(written, globals, report);
  for (const kind of apiKinds) {
    if (!needsImplicitApi(kind, samResources.values())) continue;
    samResources.set(kind.implicitId, implicitApi(kind, globals.get(kind.eventType) ?? {}, samResources.values()));
  }
  const compilation = createCompilation(source, written, samResources, report);
  for (const [logicalId, it] of samResources) {
    const kind = apiKinds.find(({ type }) => type === it.type);
    if (kind) compilation.apis.set(logicalId, createSamApi(kind, it, compilation.resolveParameters));
  }
  collectRoutes(compilation);
  for (const [logicalId, api] of addConditions(compilation.apis, compilation.conditions)) {
    compilation.apis.set(logicalId, api);
    samResources.set(logicalId, api.it);
  }
  for (const { type, compile } of samResourceTypes) {
    for (const it of samResources.values()) {
      if (it.type !== type) continue;
      if (compile) compile(it, compilation);
      else {
        const at = placeOfMember(it.resource, 'Type') ?? it.at;
        const message = `"${it.logicalId}" is of the type ${type}, which gatewright does not compile.`;
        const hint = 'Run without it by --allow-unsupported; what refers to it then gets its name only.';
        report({ code: 'UNSUPPORTED_RESOURCE_TYPE', severity: 'error', message, at, hint, unsupported: true });
      }
    }
  }
  compileCodeDeploy(compilation);
  compileConnectors(compilation);
  return { document: assemble(root, written, compilation), functions: Object.fromEntries(compilation.functions) };
}

function readSamResources(written: Mapping, globals: ReadonlyMap<string, Mapping>, report: Report): Map<string, SamResource> {
  const found = new Map<string, SamResource>();
  for (const [logicalId, resource] of Object.entries(written)) {
    if (!isMapping(resource) || typeof resource.Type !== 'string' || !isSamType(resource.Type)) continue;
    checkAttributes(logicalId, resource, report);
    const own = isMapping(resource.Properties) ? resource.Properties : {};
    const section = globals.get(resource.Type.replace('AWS::Serverless::', ''));
    const at = placeOfKey(written, logicalId);
    checkIgnoreGlobals(section, resource, logicalId, report);
    found.set(logicalId, { logicalId, type: resource.Type, properties: mergeGlobals(section, own, resource.IgnoreGlobals), resource, at });
  }
  return found;
}

function checkAttributes(logicalId: string, resource: Mapping, report: Report): void {
  const { Properties: properties, Condition: condition } = resource;
  const refuse = (name: string, form: string): void => {
    const message = `${name} of "${logicalId}" must be a ${form}.`;
    report({ code: 'INVALID_VALUE', severity: 'error', message, at: placeOfMember(resource, name) });
  };
  if (properties !== undefined && !isMapping(properties)) refuse('Properties', 'map');
  if (condition !== undefined && condition !== null && typeof condition !== 'string') refuse('Condition', 'text');
}

function isSamType(type: string): boolean {
  return samResourceTypes.some((it) => it.type === type);
}

function createCompilation(
  { file, root, options, definitions }: SamSource,
  written: Mapping,
  samResources: ReadonlyMap<string, SamResource>,
  report: Report,
): Compilation {
  const { parameters: given, region } = options;
  const partition = partitionOf(region);
  const declared = isMapping(root.Parameters) ? Object.entries(root.Parameters) : [];
  const defaults = declared.flatMap(([name, it]) => (isMapping(it) && it.Default !== undefined ? [[name, it.Default] as const] : []));
  const parameters: Mapping = { ...Object.fromEntries(defaults), 'AWS::Region': region, 'AWS::Partition': partition, ...given };
  const generated: Compilation['generated'] = new Map();
  const makers = new Map<string, string>();
  return {
    file,
    definitions,
    partition,
    written,
    samResources,
    apis: new Map(),
    sharedUsagePlan: createSharedUsagePlan(),
    deployedFunctions: [],
    conditions: new Map(isMapping(root.Conditions) ? Object.entries(root.Conditions) : []),
    functions: new Map(),
    changed: new Map(),
    renamed: new Map(),
    referable: new Map(),
    generated,
    replacedBy: new Map(),
    waits: new Map(),
    report,
    resolveParameters: (value) => resolveParameterReferences(value, parameters),
    resolveMappings: (value) => resolveMappingReferences(value, isMapping(root.Mappings) ? root.Mappings : {}),
    add(from, logicalId, resource, { at = from.at, replace = false } = {}) {
      const maker = makers.get(logicalId);
      const inTheWay = Object.hasOwn(written, logicalId) && logicalId !== from.logicalId;
      if ((maker !== undefined && !replace) || inTheWay) {
        const message = `"${from.logicalId}" makes the resource "${logicalId}", and there already is one of that name.`;
        report({ code: 'INVALID_VALUE', severity: 'error', message, at, hint: 'Rename the other one.' });
        return;
      }
      const tagged = propagateTags(resource, from.properties);
      placeAll(tagged, at);
      const inherited = ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy'];
      const own = logicalId === from.logicalId ? ['DependsOn', 'Metadata', 'Type'] : [];
      for (const attribute of [...inherited, ...own]) {
        if (from.resource[attribute] === undefined) continue;
        markMember(tagged, attribute, placeOfMember(from.resource, attribute), placeOfKey(from.resource, attribute));
      }
      const owner = maker ?? from.logicalId;
      makers.set(logicalId, owner);
      const list = (generated.get(owner) ?? []).filter(([id]) => id !== logicalId);
      generated.set(owner, [...list, [logicalId, tagged]]);
    },
  };
}

/** The document with what was generated in the place of what it was generated from, and all references to it righted. */
function assemble(root: Mapping, written: Mapping, compilation: Compilation): Mapping {
  const resources: Record<string, Value> = {};
  markPlace(resources, placeOf(written));
  const put = (logicalId: string, resource: Value, value: Place | undefined, key: Place | undefined): void => {
    Object.defineProperty(resources, logicalId, { value: resource, enumerable: true, configurable: true, writable: true });
    markMember(resources, logicalId, value, key);
  };
  const putGenerated = (from: string): void => {
    for (const [logicalId, made] of compilation.generated.get(from) ?? []) {
      const at = Object.hasOwn(written, logicalId) ? placeOfKey(written, logicalId) : placeOf(made);
      put(logicalId, asValue(made), at, at);
    }
  };
  for (const [logicalId, resource] of Object.entries(written)) {
    if (isUnknownSamType(resource)) reportUnknownType(logicalId, resource, compilation.report);
    if (compilation.samResources.has(logicalId) && !isLeftOut(resource)) putGenerated(logicalId);
    else
      put(
        logicalId,
        withoutConnectors(compilation.changed.get(logicalId) ?? resource),
        placeOfMember(written, logicalId),
        placeOfKey(written, logicalId),
      );
  }
  for (const { implicitId } of apiKinds) if (!Object.hasOwn(written, implicitId)) putGenerated(implicitId);
  const { Globals: _globals, Transform: _transform, ...rest } = root;
  const conditions: Mapping = Object.fromEntries(compilation.conditions);
  if (isMapping(root.Conditions)) copyPlaces(root.Conditions, conditions);
  const document = {
    ...rest,
    ...(compilation.conditions.size > 0 && { Conditions: conditions }),
    Resources: withDependsOn(resources, compilation),
  };
  const resolved = resolveSamReferences(copyPlaces(root, document), compilation);
  return isMapping(resolved) ? resolved : document;
}

/** A connector written inside its source is no attribute that CloudFormation knows. */
function withoutConnectors(resource: Value): Value {
  if (!isMapping(resource) || resource.Connectors === undefined) return resource;
  const { Connectors: _connectors, ...rest } = resource;
  return copyPlaces(resource, rest);
}

/** A resource is plain data; its type only says which members it may have. */
function asValue(resource: Resource): Value {
  return copyPlaces(resource, { ...resource });
}

/** What we do not compile stays as it is written, so that what refers to it still finds its name. */
function isLeftOut(resource: Value): boolean {
  return isMapping(resource) && samResourceTypes.some(({ type, compile }) => type === resource.Type && compile === undefined);
}

function isUnknownSamType(resource: Value): resource is Mapping {
  return (
    isMapping(resource) && typeof resource.Type === 'string' && resource.Type.startsWith('AWS::Serverless::') && !isSamType(resource.Type)
  );
}

function reportUnknownType(logicalId: string, resource: Mapping, report: Report): void {
  const names = samResourceTypes.map(({ type }) => type);
  const message = `"${logicalId}" is of the type ${String(resource.Type)}, which SAM does not have.`;
  const at = placeOfMember(resource, 'Type');
  report({
    code: 'UNSUPPORTED_RESOURCE_TYPE',
    severity: 'error',
    message,
    at,
    hint: nearestHint(String(resource.Type), names) ?? `SAM has ${names.join(', ')}.`,
  });
}

/** DependsOn of every resource, with the new logical ids of what SAM renames. */
function withDependsOn(resources: Mapping, compilation: Compilation): Mapping {
  const rename = (it: Value): readonly Value[] => {
    if (typeof it !== 'string') return [it];
    return compilation.replacedBy.get(it) ?? [renamedTo(it, compilation) ?? it];
  };
  const entries = Object.entries(resources).map(([logicalId, resource]): [string, Value] => {
    const waits = compilation.waits.get(logicalId) ?? [];
    if (!isMapping(resource) || (resource.DependsOn === undefined && waits.length === 0)) return [logicalId, resource];
    const { DependsOn: before = [] } = resource;
    const list = (Array.isArray(before) ? before : [before]).flatMap(rename);
    const all = [...list, ...waits.filter((it) => !list.includes(it))];
    const after = !Array.isArray(before) && all.length === 1 ? (all[0] ?? before) : copyPlaces(Object(before), all);
    return [logicalId, copyPlaces(resource, { ...resource, DependsOn: after })];
  });
  return copyPlaces(resources, Object.fromEntries(entries));
}

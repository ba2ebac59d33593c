import { nearestHint } from '../../nearest-name.ts';
import { markMember, placeOfKey, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { knownProperties } from '../known-properties.ts';
import type { Report, Section } from '../section.ts';

type Mutable = { [member: string]: Value };

/** Puts the user's `resources` over the generated template, and then its `extensions`. */
export function mergeUserResources(template: Mutable, resources: Section | undefined): void {
  if (!resources) return;
  resources.allow(knownProperties.resources);
  const { extensions, ...sections } = resources.value;
  for (const [name, written] of Object.entries(sections)) {
    if (written === null) continue;
    merge(template, name, written);
    markMember(template, name, placeOfMember(resources.value, name), placeOfKey(resources.value, name));
  }
  for (const [logicalId, extension] of resources.section('extensions')?.sections() ?? [])
    extend(template, logicalId, extension, resources.report);
}

/** Mappings are joined member by member, lists item by item; anything else is replaced. */
export function merge(target: Mutable | Value[], member: string | number, written: Value): void {
  const held = target as Mutable;
  const before = Object.hasOwn(target, member) ? held[member] : undefined;
  if (isMapping(before) && isMapping(written)) {
    for (const [name, value] of Object.entries(written)) {
      merge(before as Mutable, name, value);
      markMember(before, name, placeOfMember(written, name), placeOfKey(written, name));
    }
  } else if (Array.isArray(before) && Array.isArray(written)) {
    for (const [index, value] of written.entries()) merge(before as Value[], index, value);
  } else {
    Object.defineProperty(target, member, { value: written, enumerable: true, configurable: true, writable: true });
  }
}

const replaced = ['Condition', 'CreationPolicy', 'DeletionPolicy', 'UpdatePolicy', 'UpdateReplacePolicy'];
const joined = ['Properties', 'Metadata'];

/** Properties and Metadata are joined at their first level, DependsOn grows, the rest is replaced. */
function extend(template: Mutable, logicalId: string, extension: Section, report: Report): void {
  const resources = isMapping(template.Resources) ? template.Resources : {};
  const found = Object.hasOwn(resources, logicalId) ? resources[logicalId] : undefined;
  if (!isMapping(found)) {
    const message = `Cannot extend "${logicalId}" resource, as it's not found in generated stack`;
    report({ code: 'UNRESOLVED_REF', message, at: extension.place, hint: nearestHint(logicalId, Object.keys(resources)) });
    return;
  }
  const resource = found as Mutable;
  extension.allow([...replaced, ...joined, 'DependsOn']);
  for (const name of extension.names) {
    const value = extension.raw(name);
    if (value === undefined) continue;
    if (name === 'DependsOn') {
      const before = resource.DependsOn;
      resource.DependsOn = [...(Array.isArray(before) ? before : before === undefined ? [] : [before]), ...(extension.list(name) ?? [])];
    } else if (joined.includes(name) && isMapping(value)) {
      const before = isMapping(resource[name]) ? (resource[name] as Mutable) : {};
      resource[name] = before;
      for (const [member, held] of Object.entries(value)) {
        before[member] = held;
        markMember(before, member, placeOfMember(value, member), placeOfKey(value, member));
      }
    } else if (replaced.includes(name)) {
      resource[name] = value;
      markMember(resource, name, extension.placeOf(name), extension.placeOfName(name));
    }
  }
}

/** CloudFormation takes no null: osls drops such properties. */
export function dropNulls(template: Mutable): void {
  for (const resource of Object.values(template.Resources ?? {})) if (isMapping(resource)) drop(resource.Properties);
}

function drop(value: Value | undefined): void {
  if (typeof value !== 'object' || value === null) return;
  const held = value as Mutable;
  for (const [member, inner] of Object.entries(held)) {
    if (inner !== null) drop(inner);
    else if (!Array.isArray(value)) delete held[member];
  }
}

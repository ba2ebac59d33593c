import type { Report } from '../diagnostic.ts';
import { nearestHint } from '../nearest-name.ts';
import { placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Template, Value } from '../template.ts';

/**
 * A mapping has two levels of names, and text, a number, a boolean or a list below them; what is found in it by names that are written
 * out must be there, in whatever branch it stands.
 * @source localstack's recorded answers, test_mappings.snapshot.json, 2023-06-12; "Mappings", AWS CloudFormation user guide
 */
export function checkMappings(template: Template, report: Report): void {
  for (const [name, mapping] of Object.entries(template.Mappings ?? {})) checkMapping(name, mapping, template, report);
  const find = (value: Value | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isMapping(value) && 'Fn::FindInMap' in value) checkFound(value, template, report);
    for (const member of Object.values(value)) find(member);
  };
  for (const { Properties: properties } of Object.values(template.Resources)) find(properties);
  for (const output of Object.values(template.Outputs ?? {})) find(output);
  for (const condition of Object.values(template.Conditions ?? {})) find(condition);
}

function checkMapping(name: string, mapping: Value, template: Template, report: Report): void {
  // A transform fills it in, and has been reported or done.
  if (isMapping(mapping) && 'Fn::Transform' in mapping) return;
  const refuse = (message: string, holder: object, member: string): void =>
    report({ code: 'INVALID_VALUE', severity: 'error', message, at: placeOfMember(holder, member), hint: 'Write NAME: { NAME: VALUE }.' });
  if (!isMapping(mapping)) {
    refuse(`The mapping "${name}" must be a map of maps.`, template.Mappings ?? {}, name);
    return;
  }
  for (const [top, second] of Object.entries(mapping)) {
    if (!isMapping(second)) {
      refuse(`Every Mappings member ${top} must be a map: "${name}" has no second level there.`, mapping, top);
      continue;
    }
    for (const [key, value] of Object.entries(second)) {
      if (value !== null && !isMapping(value)) continue;
      refuse(`Every Mappings attribute must be a String or a List: ${name}::${top}::${key} is neither.`, second, key);
    }
  }
}

function checkFound(call: { readonly [member: string]: Value }, template: Template, report: Report): void {
  const written = call['Fn::FindInMap'];
  if (!Array.isArray(written)) return;
  const [map, top, second, options] = written as readonly Value[];
  // AWS::LanguageExtensions takes a default for what is not there, and functions in the place of names.
  if (typeof map !== 'string' || options !== undefined) return;
  const refuse = (message: string, hint: string | undefined): void =>
    report({ code: 'UNRESOLVED_REF', severity: 'error', message, at: placeOfKey(call, 'Fn::FindInMap'), hint });
  const mappings = template.Mappings ?? {};
  const mapping = Object.hasOwn(mappings, map) ? mappings[map] : undefined;
  if (mapping === undefined) {
    refuse(`Mapping named '${map}' is not present in the 'Mappings' section of the template.`, nearestHint(map, Object.keys(mappings)));
    return;
  }
  let found: Value | undefined = mapping;
  for (const name of [top, second]) {
    // A name that a parameter or another function gives is looked up when the stack is made.
    if ((typeof name !== 'string' && typeof name !== 'number') || !isMapping(found)) return;
    const names: string[] = Object.keys(found);
    if (!names.includes(String(name))) {
      refuse(
        `Unable to get mapping for ${map}::${top}::${String(second)}: there is no "${name}".`,
        nearestHint(String(name), names) ?? `It has ${names.slice(0, 5).join(', ')}.`,
      );
      return;
    }
    found = found[String(name)];
  }
}

import { markMember, type Place, placeAll, placeOfMember } from '../places.ts';
import type { Value } from '../template.ts';
import type { Mapping, Section } from './section.ts';

/** The template as it grows. What is generated points at the line that asked for it. */
export class Draft {
  readonly resources: { [logicalId: string]: Mapping } = {};
  /** Logical ids of what only a deployment to AWS needs. */
  readonly deploymentOnly: string[] = [];
  /** What the functions of custom resources may do. */
  readonly customStatements: Value[] = [];
  readonly outputs: { [name: string]: { [member: string]: Value } } = {};

  add(logicalId: string, resource: Mapping, place: Place | undefined): void {
    this.resources[logicalId] = placeAll(resource, place);
    if (place) markMember(this.resources, logicalId, place, place);
  }

  output(name: string, output: { [member: string]: Value }, place: Place | undefined): void {
    this.outputs[name] = placeAll(output, place);
    if (place) markMember(this.outputs, name, place, place);
  }
}

/**
 * The properties of a resource, without those that are undefined.
 *
 * @param written where a property was written: the section and its name there
 */
export function properties(
  all: { readonly [property: string]: Value | undefined },
  written: { readonly [property: string]: readonly [Section, string] } = {},
): { [property: string]: Value } {
  const kept: { [property: string]: Value } = {};
  for (const [name, value] of Object.entries(all)) if (value !== undefined) kept[name] = value;
  for (const [name, [section, member]] of Object.entries(written)) {
    if (name in kept && section.has(member)) markMember(kept, name, placeOfMember(section.value, member), section.placeOfName(member));
  }
  return kept;
}

export const getArn = (logicalId: string): Value => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

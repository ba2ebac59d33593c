import { copyPlaces, markMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Section } from '../section.ts';

/** The environment of a function over that of the provider. Numbers and booleans become text, as Lambda takes only text. */
export function environmentOf(provider: Section, section: Section): Value | undefined {
  const sections = [provider.section('environment'), section.section('environment')].filter((it) => it !== undefined);
  if (sections.length === 0) return undefined;
  const variables: { [name: string]: Value } = {};
  for (const environment of sections) {
    for (const name of environment.names) {
      const value = environment.raw(name);
      if (value === undefined) delete variables[name];
      else variables[name] = isMapping(value) ? value : (environment.text(name) ?? '');
      markMember(variables, name, environment.placeOf(name), environment.placeOfName(name));
    }
  }
  const last = sections.at(-1);
  return { Variables: last ? copyPlaces(last.value, variables) : variables };
}

import { markPlace, placeOfMember } from '../../places.ts';
import type { Value } from '../../template.ts';

type Mutable = { [member: string]: Value };

/**
 * What serverless-pseudo-parameters does to the whole template: a text with `#{NAME}` becomes an Fn::Sub of `${NAME}`; in an Fn::Sub the
 * text alone is changed.
 *
 * @param allowReferences whether other names than those of pseudo parameters are taken: the plugin's setting of that name
 * @source The plugin's README and version 2.5
 */
export function replacePseudoParameters(template: Mutable, allowReferences: boolean): void {
  const mark = allowReferences ? /#\{([^}]+)\}/g : /#\{(AWS::[a-zA-Z]+)\}/g;
  const replace = (value: Value): void => {
    if (typeof value !== 'object' || value === null) return;
    const held = value as Mutable;
    for (const [member, inner] of Object.entries(held)) {
      if (typeof inner !== 'string') {
        replace(inner);
        continue;
      }
      const text = inner.replaceAll(mark, '${$1}');
      if (text === inner) continue;
      const place = placeOfMember(value, Array.isArray(value) ? Number(member) : member);
      held[member] = member === 'Fn::Sub' ? text : markPlace({ 'Fn::Sub': text }, place);
    }
  };
  for (const section of Object.values(template)) replace(section);
}

import { nearestHint } from '../nearest-name.ts';
import { isMapping } from '../source.ts';
import type { Intrinsic } from './intrinsic.ts';

export const fnFindInMap: Intrinsic = {
  name: 'Fn::FindInMap',
  evaluate({ argument, scope, resolve, fail }) {
    const [map, top, second, options] = Array.isArray(argument) ? argument : [];
    const names = [map, top, second].map((it) => (it === undefined ? undefined : resolve(it)));
    if (names.some((it) => typeof it !== 'string' && typeof it !== 'number')) {
      return fail('Fn::FindInMap takes a map, a top-level key and a second-level key.', { hint: 'Write !FindInMap [MAP, KEY, KEY].' });
    }
    let found: unknown = scope.mappings;
    for (const name of names.map(String)) {
      if (isMapping(found) && Object.hasOwn(found, name)) {
        found = found[name];
        continue;
      }
      // `DefaultValue` comes with the transform AWS::LanguageExtensions.
      if (isMapping(options) && options.DefaultValue !== undefined) return resolve(options.DefaultValue);
      const hint = isMapping(found) ? nearestHint(name, Object.keys(found)) : undefined;
      return fail(`Unable to get mapping for ${names.join('::')}: there is no "${name}".`, { code: 'UNRESOLVED_REF', hint });
    }
    return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' || Array.isArray(found)
      ? found
      : fail(`The mapping ${names.join('::')} is neither text nor a list.`);
  },
};

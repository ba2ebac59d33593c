import { copyPlaces } from '../../places.ts';
import type { Value } from '../../template.ts';
import type { Section } from '../section.ts';

/** Tags as CloudFormation lists them; of two with the same key the later section's counts. */
export function tagList(...sections: readonly (Section | undefined)[]): Value[] {
  const tags = new Map<string, Value>();
  for (const section of sections) for (const key of section?.names ?? []) tags.set(key, section?.text(key) ?? null);
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** Tags as API Gateway v2 takes them: a mapping. */
export function tagMapping(section: Section | undefined): Value | undefined {
  return section && copyPlaces(section.value, Object.fromEntries(section.names.map((it) => [it, section.text(it) ?? ''])));
}

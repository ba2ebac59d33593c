import type { AnyEvent, EventMap, MultiValueMap } from './events.ts';

/** Headers of an answer, by lower-case name. */
export type Headers = Readonly<Record<string, string>>;

/** One header by its lower-case name, repeats joined. REST APIs send names as the client wrote them, most often in lower case. */
export function headerOf({ headers, multiValueHeaders }: AnyEvent, name: string): string | undefined {
  return valueIn(multiValueHeaders, name) ?? valueIn(headers, name);
}

function valueIn(map: EventMap | MultiValueMap, name: string): string | undefined {
  let value = map?.[name];
  // A function is what every object has by birth: `constructor`.
  if (!value || typeof value === 'function') {
    value = undefined;
    for (const key in map) if (key.length === name.length && key.toLowerCase() === name) value ??= map[key];
  }
  return typeof value === 'object' ? (value[1] === undefined ? value[0] : value.join(', ')) : value;
}

import type { AnyEvent } from './events.ts';

/** One header by its lower-case name. REST APIs send names as the client wrote them, most often in lower case. */
export function headerOf({ headers, multiValueHeaders }: AnyEvent, name: string): string | undefined {
  const map = multiValueHeaders ?? headers ?? {};
  let value = Object.hasOwn(map, name) ? map[name] : undefined;
  if (value === undefined) for (const key in map) if (key.length === name.length && key.toLowerCase() === name) value ??= map[key];
  return typeof value === 'object' ? value.join(', ') : value;
}

/** Headers of an answer, by lower-case name. */
export type Headers = Readonly<Record<string, string>>;

import { watched } from '../../../world/watchdog.ts';
import type { Extracted, FilterPattern } from './compiled-pattern.ts';
import { parseJsonPattern } from './json-pattern.ts';
import { parseSpacePattern } from './space-pattern.ts';
import { parseTermPattern } from './term-pattern.ts';

/** How long the regular expressions of a pattern may work on a batch of events. */
const regexLimitMs = 500;

/** @throws PatternError */
export function parseFilterPattern(pattern: string): FilterPattern {
  const text = pattern.trim();
  if (text.startsWith('{')) return parseJsonPattern(text);
  if (text.startsWith('[')) return parseSpacePattern(text);
  return parseTermPattern(text);
}

export interface Matched<Event> {
  readonly event: Event;
  readonly extracted: Extracted;
}

/**
 * Those of the events that the pattern matches, with what it extracts.
 * @throws WatchdogError when its regular expressions take too long over them
 */
export function matchesOf<Event extends { readonly message: string }>(
  pattern: FilterPattern,
  events: readonly Event[],
): readonly Matched<Event>[] {
  const run = (): Matched<Event>[] =>
    events.flatMap((event) => {
      const extracted = pattern.match(event.message);
      return extracted ? [{ event, extracted }] : [];
    });
  return pattern.hasRegex ? watched(regexLimitMs, run) : run();
}

import { WatchdogError } from '../../world/watchdog.ts';
import type { StoredEvent } from './event.ts';
import type { FilterPattern } from './filter-pattern/compiled-pattern.ts';
import { type Matched, matchesOf, parseFilterPattern } from './filter-pattern/filter-pattern.ts';

interface NamedFilter {
  readonly groupName: string;
  readonly name: string;
  readonly pattern: string;
}

export interface FilterMatch {
  readonly pattern: FilterPattern;
  readonly matches: readonly Matched<StoredEvent>[];
}

/** Holds the filters of groups against their events as they come. A filter whose regular expressions take too long is told once, and left out from then on. */
export function createFilterMatcher(warn: (message: string) => void): (filter: NamedFilter, events: readonly StoredEvent[]) => FilterMatch {
  const compiled = new WeakMap<NamedFilter, FilterPattern>();
  const stopped = new WeakSet<NamedFilter>();
  return (filter, events) => {
    const pattern = compiled.get(filter) ?? parseFilterPattern(filter.pattern);
    compiled.set(filter, pattern);
    if (stopped.has(filter)) return { pattern, matches: [] };
    try {
      return { pattern, matches: matchesOf(pattern, events) };
    } catch (error) {
      if (!(error instanceof WatchdogError)) throw error;
      stopped.add(filter);
      warn(
        `The pattern of the filter "${filter.name}" of ${filter.groupName} takes too long on its events: the filter is left out until it is changed.`,
      );
      return { pattern, matches: [] };
    }
  };
}

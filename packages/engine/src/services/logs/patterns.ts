import { WatchdogError } from '../../world/watchdog.ts';
import type { FilterPattern } from './filter-pattern/compiled-pattern.ts';
import { type Matched, matchesOf, parseFilterPattern } from './filter-pattern/filter-pattern.ts';
import { PatternError } from './filter-pattern/pattern-error.ts';
import { invalidParameter } from './operation.ts';

/** @throws ServiceError InvalidParameterException with what is wrong with it */
export function readPattern(pattern: string, kind: 'filter' | 'metric filter' = 'filter'): FilterPattern {
  try {
    return parseFilterPattern(pattern);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const own = /^(?:Invalid character|If a filter pattern)/.test(error.message);
    throw invalidParameter(own ? error.message : `Invalid ${kind} pattern: ${error.message}.`);
  }
}

/** As `matchesOf`. @throws ServiceError InvalidParameterException when the pattern's regular expressions take too long */
export function matchesWithin<Event extends { readonly message: string }>(
  pattern: FilterPattern,
  events: readonly Event[],
): readonly Matched<Event>[] {
  try {
    return matchesOf(pattern, events);
  } catch (error) {
    if (error instanceof WatchdogError)
      throw invalidParameter('The regular expression of the filter pattern takes too long on these events; make it simpler.');
    throw error;
  }
}

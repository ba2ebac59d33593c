/** What is known of a function's load at one moment. Times are milliseconds. */
export interface Load {
  /** Accepted invocations that no environment has been given. */
  readonly waiting: number;
  readonly starting: number;
  /** Environments that run something. */
  readonly busy: number;
  /** What an invocation takes; undefined while none has finished. */
  readonly durationMs: number | undefined;
  /** For how long the longest of the running has been running. */
  readonly longestRunningMs: number;
  /** The part of that in which it kept a processor busy, or waited for one, 0 to 1; undefined where that is not known. */
  readonly longestRunningShare?: number | undefined;
  /** What a new environment costs before it can answer. */
  readonly coldStartMs: number;
  /** The sum of the times that invocations had to wait since the last environment was started. */
  readonly waitedMs: number;
  /** The part of its duration in which an invocation keeps a processor busy, 0 to 1. */
  readonly activeShare: number;
  readonly processorCount: number;
  readonly maximumEnvironments: number;
}

const fastMs = 2;
/** What is sent ahead to an environment is what it does in about this time. */
const aheadMs = 8;
const [leastAhead, mostAhead] = [4, 64];

/**
 * What an invocation of a function takes. On a busy machine the average tells of the machine; the shortest of the last tells of the
 * function.
 */
export function typicalMs(durationMs: number | undefined, shortestMs: number): number | undefined {
  return durationMs === undefined ? undefined : Math.min(durationMs, Math.max(shortestMs * 8, durationMs / 20));
}

/**
 * How many events an environment may hold, the one that runs among them: more than one only for a function so short that sending is what
 * takes the time.
 */
export function eventsAhead(durationMs: number | undefined, shortestMs: number): number {
  const typical = typicalMs(durationMs, shortestMs);
  if (typical === undefined || durationMs === undefined) return 1;
  const fast = durationMs < fastMs || (shortestMs < fastMs / 4 && durationMs < fastMs * 10);
  return fast ? Math.max(leastAhead, Math.min(mostAhead, Math.round(aheadMs / typical))) : 1;
}

/** Requests come no faster than one in this time through one engine: environments that are done sooner would only wait for it. */
const betweenRequestsMs = 0.1;
/** What the first invocation may take without being slow, and what shows that it waits for something. */
const hiccupMs = 20;
const slowMs = 120;
/** More starts at once only hold each other up, and the engine and what runs already with them. */
const startingPerProcessor = 16;
/** Less of a processor than this, and it waits for something else. */
const waitingShare = 0.25;

/**
 * How many environments to start now. AWS starts one for each invocation that finds none idle. Here processes share a few processors, so
 * one is started only when an invocation would otherwise wait longer than a start costs, or when the waiting has already added up to that;
 * and no more than the processors can run, as far as the function computes instead of waiting for something.
 */
export function environmentsToStart(load: Load): number {
  const { waiting, starting, busy, coldStartMs, maximumEnvironments } = load;
  if (waiting <= starting) return 0;
  const live = starting + busy;
  if (live === 0) return Math.min(1, maximumEnvironments);
  const duration = expectedDurationMs(load);
  const useful = Math.min(usefulEnvironments(load), Math.ceil(duration / betweenRequestsMs));
  const limit = Math.min(
    Math.min(maximumEnvironments, useful, waiting + busy) - live,
    load.processorCount * startingPerProcessor - starting,
  );
  if (limit <= 0) return 0;
  const aheadOfEach = (waiting * duration) / live;
  if (aheadOfEach > coldStartMs) return Math.min(limit, Math.ceil((waiting * duration) / coldStartMs) - starting);
  // Waiting for something else than a processor: then the waits add up to the price of a start sooner or later.
  const paysOff = load.activeShare < 0.7 && starting === 0 && load.waitedMs > coldStartMs;
  return paysOff ? 1 : 0;
}

/** How many can run at once and be the faster for it. While nothing is known of the function, the first invocation tells by how long it runs. */
function usefulEnvironments({ durationMs, longestRunningMs, longestRunningShare, processorCount, activeShare }: Load): number {
  if (durationMs !== undefined) return Math.max(1, Math.ceil(processorCount / Math.max(activeShare, 0.01)));
  if (longestRunningMs < hiccupMs) return 1;
  const waits = longestRunningShare !== undefined && longestRunningShare < waitingShare;
  return longestRunningMs < slowMs && !waits ? processorCount : Number.POSITIVE_INFINITY;
}

/** What invocations took, unless one that runs shows that they now take longer; a hiccup of a busy machine does not show that. */
function expectedDurationMs({ durationMs, longestRunningMs, coldStartMs }: Load): number {
  if (durationMs === undefined) return longestRunningMs;
  return longestRunningMs > Math.max(coldStartMs / 2, durationMs * 3) ? longestRunningMs : durationMs;
}

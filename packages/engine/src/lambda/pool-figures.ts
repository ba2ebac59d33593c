/** Weight of the newest figure in a running average. */
const newest = 0.1;
/** By this the shortest duration grows with each invocation, so that it is one of the last hundred or so. */
const forgetting = 1.02;
/** Before the first start is measured. */
const expectedColdStartMs = 100;
/** What comes on top of loading the code: a process, or the waiting one and its successor. */
const startAndConfigureMs = 40;

/** What a pool has learned of its function: how long it takes, and how long a new environment does. */
export class PoolFigures {
  durationMs: number | undefined;
  shortestMs: number = Number.POSITIVE_INFINITY;
  /** The part of a duration in which the process was not waiting. */
  activeShare: number | undefined;
  coldStartMs: number = expectedColdStartMs;

  noteInvocation({ durationMs, activeMs }: { readonly durationMs: number; readonly activeMs: number }): void {
    this.durationMs = averaged(this.durationMs, durationMs);
    this.shortestMs = Math.min(durationMs, this.shortestMs * forgetting);
    this.activeShare = averaged(this.activeShare, durationMs > 0 ? Math.min(1, activeMs / durationMs) : 1);
  }

  noteInitialisation(initDurationMs: number): void {
    this.coldStartMs = averaged(this.coldStartMs, initDurationMs + startAndConfigureMs);
  }
}

function averaged(former: number | undefined, latest: number): number {
  return former === undefined ? latest : former * (1 - newest) + latest * newest;
}

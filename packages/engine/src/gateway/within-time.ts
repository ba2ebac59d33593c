import type { Deadlines } from './deadlines.ts';

export interface TimeLimit {
  readonly deadlines: Deadlines;
  readonly limitMs: number;
  /** Told how long it took, in whole milliseconds, however it ended. */
  took(durationMs: number): void;
  /** What to reject with when the time is over. */
  tooLate(): Error;
  /** What to reject with when the work fails; with the same, without it. */
  failed?(error: unknown): unknown;
}

/** Waits for work, no longer than its time; what comes later is dropped. */
export function withinTime<Result>(work: Promise<Result>, { deadlines, limitMs, took, tooLate, failed }: TimeLimit): Promise<Result> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const end = (): void => took(Math.round(performance.now() - startedAt));
    const cancel = deadlines.after(limitMs, () => {
      end();
      reject(tooLate());
    });
    work.then(
      (result) => {
        cancel();
        end();
        resolve(result);
      },
      (error: unknown) => {
        cancel();
        end();
        reject(failed ? failed(error) : error);
      },
    );
  });
}

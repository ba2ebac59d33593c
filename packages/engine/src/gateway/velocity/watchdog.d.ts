/** Work that took longer than it may. */
export declare class WatchdogError extends Error {
    readonly name = "WatchdogError";
}
/** Runs `work`, which must not wait for anything, for `timeoutMs` at most. @throws WatchdogError */
export declare function watched<Result>(timeoutMs: number, work: () => Result): Result;

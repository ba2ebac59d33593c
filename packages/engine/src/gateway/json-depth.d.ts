/** Whether parsed JSON nests deeper than `limit` levels: what walks it by recursion must not be handed more. */
export declare function nestsDeeperThan(value: unknown, limit: number): boolean;

type Step = {
    readonly kind: 'member';
    readonly names: readonly string[];
} | {
    readonly kind: 'index';
    readonly indexes: readonly number[];
} | {
    readonly kind: 'slice';
    readonly from: number | undefined;
    readonly to: number | undefined;
    readonly by: number;
} | {
    readonly kind: 'wildcard';
} | {
    readonly kind: 'descend';
} | {
    readonly kind: 'filter';
    readonly test: (node: unknown) => boolean;
};
/**
 * The node or nodes that a path selects, in the dialect of Jayway JsonPath: a path that may select several gives a list.
 * @returns undefined when a definite path leads nowhere, or when the path cannot be read
 */
export declare function evaluateJsonPath(root: unknown, path: string): unknown;
/** Reads `$.a['b'][0,1][1:2][*]..c[?(@.x > 1)]`; undefined when it is no path. */
export declare function parsePath(path: string): readonly Step[] | undefined;
export {};

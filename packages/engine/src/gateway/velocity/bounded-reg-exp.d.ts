/** A regular expression of the user's, run on text of a client's: no longer than `timeoutMs`. */
export interface BoundedRegExp {
    matchesWhole(text: string): boolean;
    /** `replacement` is JavaScript's: `$1` a group, `$$` a dollar. */
    replace(text: string, replacement: string, all: boolean): string;
    /** As Java splits: empty texts at the end are left out. */
    split(text: string): string[];
}
/** @throws VelocityError when the pattern is no regular expression, or when it takes too long */
export declare function boundedRegExp(pattern: string): BoundedRegExp;

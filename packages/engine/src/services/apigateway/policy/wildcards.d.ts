/** `*` stands for any text, `?` for one character. Runs in time proportional to both lengths, whatever the pattern. */
export declare function matchesWildcards(pattern: string, text: string, ignoreCase?: boolean): boolean;

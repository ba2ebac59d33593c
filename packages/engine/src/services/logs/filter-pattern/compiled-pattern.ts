/** What a pattern reads out of an event that it matches: `$.a.b` or `$name`, and the text there. */
export type Extracted = { readonly [selector: string]: string };

/**
 * A compiled filter pattern.
 *
 * @source "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail", Amazon CloudWatch Logs user guide
 */
export interface FilterPattern {
  /** Its regular expressions backtrack: hold it against events with `matchesOf` alone. */
  readonly hasRegex: boolean;
  /** @returns what it extracts of an event that it matches */
  match(message: string): Extracted | undefined;
  /** The text at a selector, whether or not the pattern names it. */
  valueAt(message: string, selector: string): string | undefined;
}

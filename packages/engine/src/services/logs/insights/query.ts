/** One line of a result: a field's name and its value, in their order. */
export type ResultRow = readonly { readonly field: string; readonly value: string }[];

export type QueryStatus = 'Scheduled' | 'Running' | 'Complete' | 'Failed' | 'Cancelled' | 'Timeout';

/** A query that was started; it runs on its own. */
export interface Query {
  readonly id: string;
  /** With its groups and times in front, as DescribeQueries shows it. */
  readonly description: string;
  readonly groupNames: readonly string[];
  readonly createTimeMs: number;
  status: QueryStatus;
  results: readonly ResultRow[];
  readonly statistics: { recordsMatched: number; recordsScanned: number; bytesScanned: number };
}

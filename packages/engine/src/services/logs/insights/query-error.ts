/** What is wrong with a query, and where. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number = start) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

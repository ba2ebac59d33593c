/** Parsed expressions of a store, bounded. One per DynamoDB service; hand it to every ExpressionScope. */
export declare class ExpressionCache {
  constructor(entryCount?: number);
}

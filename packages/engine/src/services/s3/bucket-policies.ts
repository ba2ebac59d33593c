/** What an anonymous caller asks for. */
export interface AnonymousRequest {
  /** `s3:GetObject`. */
  readonly action: string;
  readonly resource: string;
  /** Condition keys by lower-case name. */
  readonly context: ReadonlyMap<string, string>;
}

/** The seam to the evaluator of resource policies. */
export interface BucketPolicies {
  /** What is wrong with a document; undefined when it is a policy. */
  problemOf(document: unknown): string | undefined;
  /** @param document one that has no problem */
  decide(document: unknown, request: AnonymousRequest): 'allow' | 'deny' | 'no match';
}

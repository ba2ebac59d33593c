export interface FoundTemplate {
  /** Absolute folder of the project: the template's, or for a CDK app the folder that holds `cdk.out`. */
  readonly root: string;
  /** The template's name in that folder. */
  readonly file: string;
  /** What else could have been served. */
  readonly others: readonly string[];
}

/** What the service keeps, each under its name. */
export interface LogGroup {
  readonly name: string;
  /** Sixteen hexadecimal digits: its events are kept under it, so that a group made anew does not see those of its namesake. */
  readonly id: string;
  readonly creationTimeMs: number;
  readonly logGroupClass: string;
  readonly retentionInDays?: number | undefined;
  readonly deletionProtectionEnabled: boolean;
  readonly tags: { readonly [name: string]: string };
}

export interface LogStream {
  readonly groupName: string;
  readonly name: string;
  readonly creationTimeMs: number;
  readonly firstEventMs?: number | undefined;
  readonly lastEventMs?: number | undefined;
  readonly lastIngestionMs?: number | undefined;
}

export interface MetricTransformation {
  readonly metricName: string;
  readonly metricNamespace: string;
  /** A number, or the selector of one in the event. */
  readonly metricValue: string;
  readonly defaultValue?: number;
  readonly unit?: string;
  /** Selectors, by the name of the dimension. */
  readonly dimensions?: { readonly [name: string]: string };
}

export interface MetricFilter {
  readonly groupName: string;
  readonly name: string;
  readonly pattern: string;
  readonly transformations: readonly MetricTransformation[];
  readonly creationTimeMs: number;
}

export interface SubscriptionFilter {
  readonly groupName: string;
  readonly name: string;
  readonly pattern: string;
  readonly destinationArn: string;
  readonly roleArn?: string | undefined;
  readonly distribution: string;
  readonly creationTimeMs: number;
}

export interface QueryDefinition {
  readonly id: string;
  readonly name: string;
  readonly queryString: string;
  readonly logGroupNames?: readonly string[] | undefined;
  readonly lastModifiedMs: number;
}

export interface ResourcePolicy {
  readonly name: string;
  readonly document: string;
  readonly lastUpdatedMs: number;
}

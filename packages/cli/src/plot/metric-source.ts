/** Where metrics and alarms come from: a running `gatewright dev`, and whatever else speaks CloudWatch's API. */
export interface MetricSource {
  readonly name: string;
  /** Every metric of a namespace: its name and dimensions. */
  list(namespace: string): Promise<readonly ListedMetric[]>;
  /** One series for each question, in their order; one value for each period, undefined where there is none. */
  read(questions: readonly Question[], span: Span): Promise<readonly (readonly (number | undefined)[])[]>;
  alarms(): Promise<readonly AlarmDescription[]>;
  history(alarmName: string | undefined): Promise<readonly AlarmHistory[]>;
  /** Megabytes; undefined when the function is not known. */
  memoryOf(functionName: string): Promise<number | undefined>;
}

export type Dimensions = { readonly [name: string]: string };

export interface ListedMetric {
  readonly name: string;
  readonly dimensions: Dimensions;
}

export interface Question {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  readonly statistic: string;
}

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly periodSeconds: number;
}

export interface AlarmDescription {
  readonly name: string;
  readonly state: string;
  readonly reason: string;
  readonly since: string;
  /** Why its actions are held back; undefined when they are not. */
  readonly suppressed?: string;
}

export interface AlarmHistory {
  readonly alarmName: string;
  readonly time: string;
  readonly summary: string;
}

/** The source does not answer, or refuses; in words for the user. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
}

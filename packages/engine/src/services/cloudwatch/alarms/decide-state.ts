import type { StateValue } from './alarm.ts';

/** One period of the evaluation range; `breaching` is undefined where it has no data. */
export interface Evaluated {
  readonly startMs: number;
  readonly value: number | undefined;
  readonly sampleCount: number | undefined;
  readonly breaching: boolean | undefined;
}

export interface Rule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** `missing`, `ignore`, `breaching`, `notBreaching`. */
  readonly treatMissingData: string;
}

export interface Decision {
  /** Undefined retains the state. */
  readonly state: StateValue | undefined;
  /** The periods with data that were judged, oldest first. */
  readonly judged: readonly Evaluated[];
  /** How many missing ones were filled. */
  readonly filled: number;
}

/** CloudWatch looks back further than it judges, for late data. @source the same page's examples */
export const furtherPeriods = 2;

/**
 * M of N, with missing data as the alarm treats them.
 *
 * @param range the evaluation range, oldest first
 * @source "Configuring how CloudWatch alarms treat missing data", Amazon CloudWatch user guide
 */
export function decideState(range: readonly Evaluated[], { evaluationPeriods, datapointsToAlarm, treatMissingData }: Rule): Decision {
  const present = range.filter((it) => it.breaching !== undefined);
  const judged = present.slice(-evaluationPeriods);
  const filled = evaluationPeriods - judged.length;
  const breachCount = judged.filter((it) => it.breaching).length;
  const decide = (state: StateValue | undefined): Decision => ({ state, judged, filled });
  if (breachCount >= datapointsToAlarm) return decide('ALARM');
  if (filled === 0) return decide('OK');
  if (treatMissingData === 'breaching') return decide(breachCount + filled >= datapointsToAlarm ? 'ALARM' : 'OK');
  if (treatMissingData === 'notBreaching') return decide('OK');
  if (judged.length === 0) return decide(treatMissingData === 'ignore' ? undefined : 'INSUFFICIENT_DATA');
  if (judged.some((it) => it.breaching === false)) return decide('OK');
  if (treatMissingData === 'ignore') return decide(undefined);
  // All that is there breaches: an alarm once it is as old as M periods, so that one late datapoint alone raises none.
  const oldest = range.findIndex((it) => it.breaching === true);
  return decide(range.length - oldest >= datapointsToAlarm ? 'ALARM' : undefined);
}

import type { Place } from '@gatewright/template';

/**
 * - `error`: refused by AWS, answers wrongly, loses data or lets someone in.
 * - `warning`: works, until the day it does not.
 * - `note`: worth knowing; nothing is wrong yet.
 */
export type Severity = 'error' | 'warning' | 'note';

/** One fault in the user's code or template: where, what, and the cure. */
export interface Finding {
  /** `CLIENT_OVERWRITES_ID`, or the code of a template diagnostic. Never renamed, never reused. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Place;
  /** An instruction: what to write instead. */
  readonly hint: string;
  /** The section that explains it: `docs/doctor.md#client_overwrites_id`. */
  readonly docs: string;
}

/** What a rule says; the doctor adds the rule's name and its section. */
export type Observation = Omit<Finding, 'rule' | 'docs'>;

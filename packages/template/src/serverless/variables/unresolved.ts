import type { DiagnosticCode } from '../../diagnostic.ts';
import type { Place } from '../../places.ts';

/** What a diagnostic needs beside its message. */
export interface UnresolvedDetails {
  readonly code?: DiagnosticCode;
  readonly at?: Place | undefined;
  readonly hint?: string | undefined;
  readonly unsupported?: boolean;
}

/**
 * A variable that has no value. It rises from where that is found to the property that holds the variable, and from there
 * to the properties that refer to that one; it becomes one diagnostic, however many it stops.
 */
export class Unresolved extends Error {
  readonly details: UnresolvedDetails;

  constructor(message: string, details: UnresolvedDetails = {}) {
    super(message);
    this.details = details;
  }
}

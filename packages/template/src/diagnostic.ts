import type { Place } from './places.ts';

/**
 * Every mistake in a user's sources that the compiler can name. A code is never renamed and never reused; each has a
 * section in docs/errors.md.
 */
export const diagnosticCodes = [
  'CIRCULAR_REFERENCE',
  'CONFIGURATION_IS_CODE',
  'DEAD_RUNTIME',
  'FILE_NOT_FOUND',
  'FILE_OUTSIDE_PROJECT',
  'HANDLER_NOT_FOUND',
  'HANDLER_SYNTAX_ERROR',
  'INVALID_VALUE',
  'MISSING_PERMISSION',
  'MISSING_PROPERTY',
  'PROVISIONING_FAILED',
  'RESERVED_ENVIRONMENT_NAME',
  'SECRET_IN_TEMPLATE',
  'STACK_ROLLED_BACK',
  'SYNTAX_ERROR',
  'TEMPLATE_TOO_LARGE',
  'UNKNOWN_FORMAT',
  'UNKNOWN_PROPERTY',
  'UNRESOLVED_DYNAMIC_REFERENCE',
  'UNRESOLVED_REF',
  'UNRESOLVED_VARIABLE',
  'UNSUPPORTED_INTRINSIC',
  'UNSUPPORTED_PROPERTY',
  'UNSUPPORTED_RESOURCE_TYPE',
] as const;

export type DiagnosticCode = (typeof diagnosticCodes)[number];

/** One mistake: where, what, and the cure. Never thrown. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly at?: Place | undefined;
  /** An instruction: what to write instead, or the nearest name. */
  readonly hint?: string | undefined;
  /**
   * True when the mistake is only that gatewright does not honour something AWS would: `--allow-unsupported` turns these,
   * and no others, into warnings.
   */
  readonly unsupported?: boolean;
}

/** Takes what is wrong; the compiler goes on. */
export type Report = (diagnostic: Diagnostic) => void;

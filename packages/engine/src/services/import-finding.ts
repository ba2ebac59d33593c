import type { Place } from '@gatewright/template';

/** Something of the document that AWS honours and this API will not, or a mistake in it. */
export interface ImportFinding {
  readonly message: string;
  readonly at: Place | undefined;
  readonly hint?: string;
  /** True when AWS honours it and we do not. */
  readonly unsupported: boolean;
}

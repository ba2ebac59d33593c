import type { Explanation } from '../../trace/trace.ts';

export interface FunctionUrlRefusal {
  readonly statusCode: number;
  /** AWS's name for it, the x-amzn-ErrorType; undefined where the answer has none. */
  readonly errorType: string | undefined;
  readonly body: string;
  readonly layer: string;
  readonly rule: string;
  readonly explanation: Explanation;
}

/** A function URL refuses a request, or has none to answer with. */
export class FunctionUrlError extends Error {
  override readonly name = 'FunctionUrlError';
  readonly refusal: FunctionUrlRefusal;

  constructor(refusal: FunctionUrlRefusal) {
    super(refusal.body);
    this.refusal = refusal;
  }
}

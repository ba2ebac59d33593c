import { type GatewayResponseType, gatewayResponses } from '../services/apigateway/gateway-response-types.ts';
import type { Explanation } from '../trace/trace.ts';

export interface GatewayErrorDetails {
  /** Why, where and the cure, for the trace; the client never sees it. */
  readonly explanation: Explanation;
  /** Who refused, when it was not the gateway itself. */
  readonly layer?: string;
  /** A status that differs from the type's own: a malformed Lambda result is DEFAULT_5XX with 502. */
  readonly statusCode?: number;
  /** An `x-amzn-ErrorType` that differs from the type's own. */
  readonly errorType?: string;
  /** Detail for `$context.error.validationErrorString`. */
  readonly validationErrorString?: string;
}

/** The gateway refuses a request: AWS's gateway response type and wording. `null` is a message AWS leaves empty. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly type: GatewayResponseType;
  readonly text: string | null;
  readonly explanation: Explanation;
  readonly layer: string;
  readonly statusCode: number;
  readonly errorType: string;
  readonly validationErrorString: string | undefined;

  constructor(type: GatewayResponseType, text: string | null, details: GatewayErrorDetails) {
    // Where a refusal was thrown helps nobody, and finding out costs more than the refusal.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(text ?? type);
    Error.stackTraceLimit = stackTraceLimit;
    const [statusCode, errorType] = gatewayResponses[type];
    this.type = type;
    this.text = text;
    this.explanation = details.explanation;
    this.layer = details.layer ?? 'gateway';
    this.statusCode = details.statusCode ?? statusCode;
    this.errorType = details.errorType ?? errorType;
    this.validationErrorString = details.validationErrorString;
  }
}

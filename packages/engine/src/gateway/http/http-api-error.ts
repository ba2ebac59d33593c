import type { Explanation } from '../../trace/trace.ts';

/** The status and text of each refusal. @source localstack's recordings; "Troubleshooting issues with HTTP API Lambda integrations" */
const refusals = {
  UNAUTHORIZED: [401, 'Unauthorized'],
  FORBIDDEN: [403, 'Forbidden'],
  NOT_FOUND: [404, 'Not Found'],
  REQUEST_TOO_LARGE: [413, 'Request Entity Too Large'],
  TOO_MANY_REQUESTS: [429, 'Too Many Requests'],
  HEADERS_TOO_LARGE: [431, 'Request Header Fields Too Large'],
  INTERNAL_SERVER_ERROR: [500, 'Internal Server Error'],
  SERVICE_UNAVAILABLE: [503, 'Service Unavailable'],
} as const;

export type HttpApiRefusal = keyof typeof refusals;

export interface HttpApiErrorDetails {
  /** Why, where and the cure, for the trace; the client never sees it. */
  readonly explanation: Explanation;
  /** Who refuses: `gateway` without it. */
  readonly layer?: string;
  /** Names and values in turn. */
  readonly headers?: readonly string[];
}

/** An HTTP API refuses a request: its own word to the client, and the reason for the developer. */
export class HttpApiError extends Error {
  override readonly name = 'HttpApiError';
  readonly rule: HttpApiRefusal;
  readonly statusCode: number;
  readonly explanation: Explanation;
  readonly layer: string;
  readonly headers: readonly string[];

  constructor(rule: HttpApiRefusal, { explanation, layer = 'gateway', headers = [] }: HttpApiErrorDetails) {
    const [statusCode, message] = refusals[rule];
    super(message);
    this.rule = rule;
    this.statusCode = statusCode;
    this.explanation = explanation;
    this.layer = layer;
    this.headers = headers;
  }
}

/** How events are treated whose senders do not wait. @source "PutFunctionEventInvokeConfig", AWS Lambda API reference */
export interface EventInvokeConfig {
  readonly maximumRetryAttempts?: number | undefined;
  readonly maximumEventAgeInSeconds?: number | undefined;
  readonly destinationConfig: DestinationConfig;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}

export interface DestinationConfig {
  readonly OnSuccess?: { readonly Destination?: string | undefined } | undefined;
  readonly OnFailure?: { readonly Destination?: string | undefined } | undefined;
}

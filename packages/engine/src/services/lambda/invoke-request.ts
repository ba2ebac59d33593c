/** One call of a function, as the gateway, the API and event sources make it. */
export interface InvokeRequest {
  /** Name, partial or full ARN, with or without a qualifier. */
  readonly functionName: string;
  readonly payload: string | Buffer;
  /** True when the caller has made the payload by JSON.stringify: then it is not read again to see whether it is JSON. */
  readonly isJson?: boolean | undefined;
  readonly traceId: string;
  readonly clientContext?: string | undefined;
  /** The id that the function sees; one of its own without it. */
  readonly requestId?: string | undefined;
  /** The AWS service that calls, whose right the function's policy must grant; absent for a call with the account's own credentials. */
  readonly onBehalfOf?: { readonly principal: string; readonly sourceArn: string; readonly sourceAccount?: string } | undefined;
}

/** How a function URL answers browsers of other origins. @source "Cors", AWS Lambda API reference */
export interface FunctionUrlCors {
  readonly AllowCredentials?: boolean | undefined;
  readonly AllowHeaders?: readonly string[] | undefined;
  readonly AllowMethods?: readonly string[] | undefined;
  readonly AllowOrigins?: readonly string[] | undefined;
  readonly ExposeHeaders?: readonly string[] | undefined;
  /** Seconds. */
  readonly MaxAge?: number | undefined;
}

/** An HTTPS endpoint of a function or of one of its aliases. */
export interface FunctionUrl {
  /** The 32 characters in front of `.lambda-url.REGION.on.aws`. */
  readonly urlId: string;
  readonly functionName: string;
  /** The alias; undefined for `$LATEST`. */
  readonly qualifier: string | undefined;
  /** With the alias, where there is one. */
  readonly functionArn: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly cors: FunctionUrlCors | undefined;
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
  readonly creationTime: string;
  readonly lastModifiedTime: string;
}

/** Host names have no case: AWS's ids are 32 small letters and digits. */
export function urlIdOf(hex: string): string {
  return BigInt(`0x${hex}`).toString(36).padStart(32, 'a').slice(-32);
}

/** A header or query map as AWS sends it: null, absent and missing members all occur. */
export type EventMap = Readonly<Record<string, string | undefined>> | null | undefined;
export type MultiValueMap = Readonly<Record<string, readonly string[] | undefined>> | null | undefined;

/** What REST APIs and, with payload format 1.0, HTTP APIs send. */
export interface RestEvent {
  readonly version?: string | undefined;
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: EventMap;
  readonly multiValueHeaders: MultiValueMap;
  readonly queryStringParameters: EventMap;
  readonly multiValueQueryStringParameters: MultiValueMap;
  readonly pathParameters: EventMap;
  readonly stageVariables: EventMap;
  readonly requestContext: { readonly requestId: string; readonly stage: string; readonly authorizer?: unknown };
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/** What HTTP APIs (payload format 2.0) and Function URLs send. */
export interface HttpEvent {
  readonly version: string;
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[] | undefined;
  readonly headers: EventMap;
  readonly queryStringParameters?: EventMap;
  readonly pathParameters?: EventMap;
  readonly stageVariables?: EventMap;
  readonly requestContext: {
    readonly requestId: string;
    readonly stage: string;
    readonly domainName: string;
    readonly http: { readonly method: string; readonly path?: string };
    readonly authorizer?: unknown;
  };
  readonly body?: string | undefined;
  readonly isBase64Encoded: boolean;
}

/** What an Application Load Balancer sends; the multi-value maps stand in for the others when its target group says so. */
export interface AlbEvent {
  readonly httpMethod: string;
  readonly path: string;
  readonly headers?: EventMap;
  readonly multiValueHeaders?: MultiValueMap;
  readonly queryStringParameters?: EventMap;
  readonly multiValueQueryStringParameters?: MultiValueMap;
  readonly requestContext: { readonly elb: object };
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/** An event of any of the services; tell them apart by `rawPath`, `resource` and `requestContext.elb`. */
export type ApiEvent = RestEvent | HttpEvent | AlbEvent;

/** The same, as the library reads it: whatever one of the services sends may be there, and nothing must. */
export interface AnyEvent {
  readonly version?: string | undefined;
  readonly routeKey?: string;
  readonly resource?: string;
  readonly rawPath?: string;
  readonly path?: string;
  readonly rawQueryString?: string;
  readonly httpMethod?: string;
  readonly cookies?: readonly string[] | undefined;
  readonly headers?: EventMap;
  readonly multiValueHeaders?: MultiValueMap;
  readonly queryStringParameters?: EventMap;
  readonly multiValueQueryStringParameters?: MultiValueMap;
  readonly pathParameters?: EventMap;
  readonly requestContext?: {
    readonly requestId?: string;
    readonly stage?: string;
    readonly path?: string;
    readonly domainName?: string;
    readonly http?: { readonly method: string; readonly path?: string };
    readonly elb?: object;
  };
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean;
}

/** The part of Lambda's context object that this library reads. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  getRemainingTimeInMillis(): number;
}

/** What a handler gives back to the gateway. */
export interface LambdaResult {
  statusCode: number;
  headers: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
  cookies?: string[];
  body: string;
  isBase64Encoded?: boolean;
}

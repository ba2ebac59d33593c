/** One request to the AWS endpoint, read whole. Header names are lower-case, as node:http gives them. */
export interface AwsRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: Buffer;
  readonly requestId: string;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer | string;
  /** Goes out after `body`, in pieces as they come. When it fails the connection is broken: its status is out already. */
  readonly stream?: AsyncIterable<Buffer> | undefined;
  /** For the trace: the operation, what it was about, and AWS's `code: message` when it failed. */
  readonly operation: string;
  readonly resource?: string | undefined;
  readonly error?: string | undefined;
  /** The operation is not here: another endpoint may have it. */
  readonly notServed?: boolean | undefined;
  /** The host that has answered in our place. */
  readonly upstream?: string | undefined;
}

/** One request whose body is read as it comes: it may be gigabytes. */
export interface StreamedAwsRequest extends Omit<AwsRequest, 'body'> {
  readonly body: AsyncIterable<Buffer>;
}

/** A service that reads bodies as they come. */
export interface StreamingAwsService {
  readonly signingName: string;
  /** As `handle`. What it leaves of the body unread is thrown away, and the connection with it. */
  handleStream(request: StreamedAwsRequest): Promise<AwsResponse>;
  /** Whether a request with an `Origin` may be answered: a browser's page asks. */
  allowsPage(request: Omit<AwsRequest, 'body' | 'requestId'>): boolean;
}

/** An AWS service behind the AWS endpoint. */
export interface AwsService {
  /** The name in a signature's credential scope: `dynamodb`, `lambda`, `sts`. */
  readonly signingName: string;
  /** Answers over AWS's wire protocol. Never rejects for a caller's mistake: that is a response with AWS's error document. */
  handle(request: AwsRequest): Promise<AwsResponse>;
  /** The largest body it takes, where that is not the endpoint's, and what it says to a larger one. */
  readonly bodies?: { readonly maximumBytes: number; refuse(request: Omit<AwsRequest, 'body'>): AwsResponse | Promise<AwsResponse> };
}

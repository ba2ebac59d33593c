/** One request as bytes on the wire, for what an SDK would not send and for tables of refusals. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

const authorization =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0000000000000000000000000000000000000000000000000000000000000000';

export async function post(url: string, operation: string, input: unknown): Promise<RawAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization,
    },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

/** The refusal of a request as `Code: message`, or `accepted`. */
export async function refusal(url: string, operation: string, input: unknown): Promise<string> {
  const { status, body } = await post(url, operation, input);
  if (status === 200) return 'accepted';
  const { __type = '', message = '', Message = '' } = body as { __type?: string; message?: string; Message?: string };
  return `${__type.slice(__type.indexOf('#') + 1)}: ${message || Message}`;
}

import type { AwsRequest, AwsResponse } from './aws-service.ts';

/** Answers 501 by name for a service that this endpoint does not have, in the form that the caller's protocol reads. */
export function refuseService(service: string | undefined, request: AwsRequest): AwsResponse {
  const operation = operationOf(request);
  const what = service ? `the service "${service}"` : 'a request without an AWS signature or X-Amz-Target';
  return refused(service, request, { operation, what: `${what} yet (${operation})` });
}

/** The same for one operation of a service that is here. */
export function refuseOperation(service: string, request: AwsRequest): AwsResponse {
  const operation = operationOf(request);
  return refused(service, request, { operation, what: `the operation ${operation} of ${service} yet` });
}

function refused(service: string | undefined, request: AwsRequest, { operation, what }: { operation: string; what: string }): AwsResponse {
  const message = `gatewright does not run ${what}. See docs/compatibility.md.`;
  return { ...refuseWith({ status: 501, code: 'NotImplemented', message }, service, request), operation, notServed: true };
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further elements of S3's document. */
  readonly members?: { readonly [name: string]: unknown };
}

/** A refusal in the form that the caller's protocol reads. */
export function refuseWith(
  { status, code, message, members = {} }: Refusal,
  service: string | undefined,
  request: AwsRequest,
): AwsResponse {
  const common = { status, operation: operationOf(request), error: `${code}: ${message}` };
  const requestId = { 'x-amzn-requestid': request.requestId };
  const type = String(request.headers['content-type'] ?? '');
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const body = `<ErrorResponse><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${request.requestId}</RequestId></ErrorResponse>`;
    return { ...common, headers: { 'content-type': 'text/xml', ...requestId }, body };
  }
  if (service === 's3') {
    const more = Object.entries(members)
      .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
      .join('');
    const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>${more}<RequestId>${request.requestId}</RequestId></Error>`;
    return { ...common, headers: { 'content-type': 'application/xml', ...requestId }, body };
  }
  const body = JSON.stringify({ __type: code, message });
  return { ...common, headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code, ...requestId }, body };
}

/** The operation's name where the protocol says it; else the method and path. */
function operationOf({ headers, body, method, url }: AwsRequest): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.indexOf('.') + 1).slice(0, 100);
  const path = url.split('?')[0] ?? '/';
  const rpc = /\/service\/\w{1,80}\/operation\/(\w{1,80})$/.exec(path);
  if (rpc?.[1]) return rpc[1];
  if (String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    const action = /(?:^|&)Action=(\w{1,80})/.exec(body.toString('latin1', 0, 4096));
    if (action?.[1]) return action[1];
  }
  return `${method} ${path.slice(0, 100)}`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

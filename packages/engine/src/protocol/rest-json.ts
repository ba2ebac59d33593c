import type { AwsRequest, AwsResponse } from './aws-service.ts';
import { refuseService } from './refuse-service.ts';
import { ServiceError } from './service-error.ts';

/** What a REST-JSON operation is given. */
export interface RestJsonInput {
  /** The labels of the path, percent-decoded: `restapi_id`. */
  readonly path: { readonly [label: string]: string };
  readonly query: URLSearchParams;
  /** The document of the body; an empty one when there is none. */
  readonly body: { readonly [member: string]: unknown };
}

/** An operation of a service that speaks AWS's REST-JSON protocol: a method and a path, a document in and out. */
export interface RestJsonOperation<Service> {
  readonly name: string;
  readonly method: string;
  /** `/restapis/{restapi_id}/stages`. */
  readonly path: string;
  /** Of success. */
  readonly status: number;
  /** The document of the answer; undefined is none. @throws ServiceError */
  run(service: Service, input: RestJsonInput): unknown;
}

/** A service's side of the protocol. */
export interface RestJsonService<Service> {
  readonly signingName: string;
  readonly service: Service;
  readonly operations: readonly RestJsonOperation<Service>[];
}

/** Answers one request. Never rejects for a caller's mistake. @source "AWS restJson1 protocol", Smithy 2.0 specification */
export async function answerRestJson<Service>(
  { signingName, service, operations }: RestJsonService<Service>,
  request: AwsRequest,
): Promise<AwsResponse> {
  const [path = '/', query = ''] = request.url.split('?');
  for (const operation of operations) {
    const labels = operation.method === request.method ? labelsOf(operation.path, path) : undefined;
    if (!labels) continue;
    const resource = Object.values(labels).join('/') || undefined;
    try {
      const output = await operation.run(service, { path: labels, query: new URLSearchParams(query), body: documentOf(request.body) });
      const body = output === undefined ? '' : JSON.stringify(output);
      return { status: operation.status, headers: headersOf(request), body, operation: operation.name, resource };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const headers = { ...headersOf(request), 'x-amzn-errortype': error.code };
      const body = JSON.stringify({ message: error.message, ...error.members });
      return { status: error.status, headers, body, operation: operation.name, resource, error: `${error.code}: ${error.message}` };
    }
  }
  return refuseService(signingName, request);
}

function headersOf({ requestId }: AwsRequest): { readonly [name: string]: string } {
  return { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
}

function labelsOf(template: string, path: string): { readonly [label: string]: string } | undefined {
  const wanted = template.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) return undefined;
  const labels: Record<string, string> = Object.create(null);
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{')) labels[part.slice(1, -1)] = decode(value);
    else if (part !== value) return undefined;
  }
  return labels;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape stands for itself, and names nothing that is there.
    return text;
  }
}

/** @throws ServiceError SerializationException */
function documentOf(body: Buffer): RestJsonInput['body'] {
  if (body.length === 0) return {};
  let document: unknown;
  try {
    document = JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON', 400);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new ServiceError('SerializationException', 'The body is not an object', 400);
  return { ...document };
}

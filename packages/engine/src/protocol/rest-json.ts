import type { AwsRequest, AwsResponse } from './aws-service.ts';
import { refuseOperation } from './refuse-service.ts';
import { ServiceError } from './service-error.ts';

/** What a REST-JSON operation is given. */
export interface RestJsonInput {
  /** The labels of the path, percent-decoded: `restapi_id`. */
  readonly path: { readonly [label: string]: string };
  readonly query: URLSearchParams;
  /** The document of the body; an empty one when there is none. */
  readonly body: { readonly [member: string]: unknown };
  /** The body as sent. */
  readonly payload: Buffer;
  /** Lower-case names, as node:http gives them. */
  readonly headers: AwsRequest['headers'];
}

/** An answer that is no JSON document: a file that is exported. */
export class RawAnswer {
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer | string;

  constructor(headers: { readonly [name: string]: string }, body: Buffer | string) {
    this.headers = headers;
    this.body = body;
  }
}

/** An operation of a service that speaks AWS's REST-JSON protocol: a method and a path, a document in and out. */
export interface RestJsonOperation<Service> {
  readonly name: string;
  readonly method: string;
  /** `/restapis/{restapi_id}/stages`. */
  readonly path: string;
  /** A member of the query string that tells this operation from another of the same method and path: `mode=import`. */
  readonly query?: { readonly name: string; readonly value: string };
  /** True when the body is a file, and not this protocol's JSON. */
  readonly takesFile?: boolean;
  /** Of success. */
  readonly status: number;
  /** The document of the answer; undefined is none. @throws ServiceError */
  run(service: Service, input: RestJsonInput): unknown;
}

/** A service's side of the protocol. */
export interface RestJsonService<Service> {
  readonly signingName: string;
  readonly service: Service;
  /** Loaded with the first call. */
  operations(): Promise<readonly RestJsonOperation<Service>[]>;
}

/** Answers one request. Never rejects for a caller's mistake. @source "AWS restJson1 protocol", Smithy 2.0 specification */
export async function answerRestJson<Service>(
  { signingName, service, operations }: RestJsonService<Service>,
  request: AwsRequest,
): Promise<AwsResponse> {
  const [path = '/', query = ''] = request.url.split('?');
  const parameters = new URLSearchParams(query);
  for (const operation of await operations()) {
    if (operation.query && parameters.get(operation.query.name) !== operation.query.value) continue;
    const labels = operation.method === request.method ? labelsOf(operation.path, path) : undefined;
    if (!labels) continue;
    const resource = Object.values(labels).join('/') || undefined;
    try {
      const { headers, body: payload } = request;
      const document = operation.takesFile === true ? {} : documentOf(payload);
      const output = await operation.run(service, { path: labels, query: parameters, body: document, payload, headers });
      if (output instanceof RawAnswer) {
        const rawHeaders = { ...headersOf(request), ...output.headers };
        return { status: operation.status, headers: rawHeaders, body: output.body, operation: operation.name, resource };
      }
      const body = output === undefined ? '' : JSON.stringify(output);
      return { status: operation.status, headers: headersOf(request), body, operation: operation.name, resource };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const headers = { ...headersOf(request), 'x-amzn-errortype': error.code };
      const body = JSON.stringify({ message: error.message, ...error.members });
      return { status: error.status, headers, body, operation: operation.name, resource, error: `${error.code}: ${error.message}` };
    }
  }
  return refuseOperation(signingName, request);
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

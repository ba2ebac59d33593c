import { crc32 } from 'node:zlib';
import type { AwsRequest, AwsResponse } from './aws-service.ts';
import { decodedBody, encodedBody } from './content-encoding.ts';
import { ServiceError } from './service-error.ts';

/** What an operation answers: a plain object, or JSON text already put together. */
export type JsonOutput = { readonly [member: string]: unknown } | JsonText;

/** JSON text that need not be parsed and printed again. */
export class JsonText {
  readonly body: Buffer;

  constructor(body: Buffer) {
    this.body = body;
  }
}

/** A service's side of AWS's JSON protocol. */
export interface JsonService {
  /** What may stand before the operation in X-Amz-Target: `DynamoDB_20120810`. */
  readonly targetPrefixes: readonly string[];
  /** The package of the service's own exceptions in `__type`: `com.amazonaws.dynamodb.v20120810`. */
  readonly exceptionPackage: string;
  /** Rejects, rather than throws, what it refuses. */
  run(operation: string, input: unknown): JsonOutput | Promise<JsonOutput>;
  /** What a request is about, for its trace. */
  resourceOf(input: unknown): string | undefined;
}

const coralService = 'com.amazon.coral.service';
/** Exceptions of AWS's service framework rather than of one service. */
const frameworkPackages: { readonly [code: string]: string } = {
  AccessDeniedException: coralService,
  IncompleteSignatureException: coralService,
  InternalFailure: coralService,
  InvalidSignatureException: coralService,
  MissingAuthenticationTokenException: coralService,
  SerializationException: coralService,
  ThrottlingException: 'com.amazon.coral.availability',
  UnknownOperationException: coralService,
  UnrecognizedClientException: coralService,
  ValidationException: 'com.amazon.coral.validate',
};

/** Exceptions whose text AWS spells `Message`. */
const capitalMessage = ['AccessDeniedException', 'SerializationException', 'TransactionCanceledException'];

/** DynamoDB refuses longer requests before it reads them. @source "Request too large", recorded by dynalite's tests */
const requestBytesMax = 16 * 1024 * 1024;

const jsonType = 'application/x-amz-json-1.0';

/** Answers one request, at once when nothing has to be waited for. Never rejects for a caller's mistake; our own faults become AWS's 500. */
export function answerJson(
  service: JsonService,
  request: AwsRequest,
  report: (error: unknown) => void,
): AwsResponse | Promise<AwsResponse> {
  const reply = new Reply(request);
  const unroutable = answerWithoutOperation(request, reply);
  if (unroutable) return unroutable;
  const target = headerOf(request, 'x-amz-target') ?? '';
  const [prefix = '', operation = ''] = target.split('.');
  if (!service.targetPrefixes.includes(prefix) || operation === '')
    return reply.refusal('', new ServiceError('UnknownOperationException', ''), service);
  let body: Buffer;
  try {
    body = decodedBody(request.body, headerOf(request, 'content-encoding'), requestBytesMax);
  } catch {
    return reply.refusal(operation, internalServerError(), service);
  }
  let input: unknown;
  try {
    input = JSON.parse(body.toString('utf8'));
  } catch {
    return reply.refusal(operation, new ServiceError('SerializationException', ''), service);
  }
  const resource = service.resourceOf(input);
  const answered = (output: JsonOutput): AwsResponse =>
    reply.document(200, output instanceof JsonText ? output.body : JSON.stringify(output), { operation, resource });
  const failed = (error: unknown): AwsResponse => {
    if (error instanceof ServiceError) return reply.refusal(operation, error, service, resource);
    report(error);
    return reply.refusal(operation, internalServerError(), service, resource);
  };
  const output = service.run(operation, input);
  return output instanceof Promise ? output.then(answered).catch(failed) : answered(output);
}

/** Also what AWS says to a body that it cannot decompress. @source Scylla's Alternator tests, verified on AWS */
function internalServerError(): ServiceError {
  return new ServiceError('InternalServerError', 'Internal server error', 500);
}

/** What AWS answers to requests that no operation will see. @source recorded by dynalite's tests ("dynalite connections") */
function answerWithoutOperation(request: AwsRequest, reply: Reply): AwsResponse | undefined {
  const origin = headerOf(request, 'origin');
  if (request.method === 'OPTIONS' && origin !== undefined) return reply.preflight(request);
  if (request.method === 'GET') return reply.text(200, 'healthy: dynamodb.amazonaws.com ');
  if (request.body.length > requestBytesMax) return reply.text(413, '');
  const sent = headerOf(request, 'content-type') ?? '';
  const type = sent === jsonType ? sent : sent.split(';')[0]?.trim();
  const known = type === jsonType || type === 'application/json';
  if (request.method !== 'POST' || (request.body.length > 0 && !known)) return reply.text(404, '<UnknownOperationException/>\n');
  return undefined;
}

function headerOf(request: AwsRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

interface Traced {
  readonly operation: string;
  readonly resource?: string | undefined;
  readonly error?: string | undefined;
}

/** The parts of an answer that depend on the request. */
class Reply {
  readonly #request: AwsRequest;

  constructor(request: AwsRequest) {
    this.#request = request;
  }

  /** The headers of every answer, and what a page of another origin may read. */
  #headers(): { [name: string]: string } {
    const headers: { [name: string]: string } = { server: 'Server', 'x-amzn-requestid': this.#request.requestId };
    if (this.#request.headers.origin !== undefined) {
      headers['access-control-allow-origin'] = '*';
      headers['access-control-expose-headers'] =
        'x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date,x-amz-crc32';
    }
    return headers;
  }

  document(status: number, body: Buffer | string, { operation, resource, error }: Traced): AwsResponse {
    const type = headerOf(this.#request, 'content-type');
    const isPlain = type === undefined || type.trimStart().startsWith('application/json');
    const headers = this.#headers();
    headers['content-type'] = isPlain ? 'application/json' : jsonType;
    const encoded = encodedBody(body, headerOf(this.#request, 'accept-encoding'));
    if (encoded) headers['content-encoding'] = encoded.encoding;
    const sent = encoded?.body ?? body;
    headers['x-amz-crc32'] = String(crc32(sent));
    return { status, headers, body: sent, operation, resource, error };
  }

  refusal(operation: string, error: ServiceError, service: JsonService, resource?: string): AwsResponse {
    const type = `${frameworkPackages[error.code] ?? service.exceptionPackage}#${error.code}`;
    const messageName = capitalMessage.includes(error.code) ? 'Message' : 'message';
    const document = { __type: type, ...(error.message !== '' && { [messageName]: error.message }), ...error.members };
    const words = error.message === '' ? error.code : `${error.code}: ${error.message}`;
    return this.document(error.status, JSON.stringify(document), { operation, resource, error: words });
  }

  text(status: number, body: string): AwsResponse {
    return { status, headers: { ...this.#headers(), 'x-amz-crc32': String(crc32(body)) }, body, operation: '' };
  }

  preflight(request: AwsRequest): AwsResponse {
    const headers = headerOf(request, 'access-control-request-headers');
    const method = headerOf(request, 'access-control-request-method');
    return {
      status: 200,
      headers: {
        ...this.#headers(),
        'access-control-max-age': '172800',
        ...(headers !== undefined && { 'access-control-allow-headers': headers }),
        ...(method !== undefined && { 'access-control-allow-methods': method }),
      },
      body: '',
      operation: '',
    };
  }
}

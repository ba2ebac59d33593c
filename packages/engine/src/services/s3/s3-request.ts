import type { StreamedAwsRequest } from '../../protocol/aws-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { ChunkVerifier } from './aws-chunked.ts';

/** A request, and the bucket and object that it is about. */
export interface S3Request extends StreamedAwsRequest {
  /** '' when it is about no bucket. */
  readonly bucket: string;
  /** '' when it is about no object. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** Who asks, as events tell it: `AWS:AIDA...`, `Anonymous`. */
  readonly principalId: string;
  /** Whether the host named the bucket. */
  readonly isHosted: boolean;
  /** Names of the headers that were sent as such; a presigned address carries others in its query. */
  readonly sentHeaders: readonly string[];
  /** What the signatures of the body's chunks are held to, where they are verified. */
  readonly chunkSignatures?: ChunkVerifier | undefined;
  /** A header's value by lower-case name. */
  header(name: string): string | undefined;
}

/** @throws ServiceError InvalidURI */
export function readS3Request(request: StreamedAwsRequest): S3Request {
  const [path = '/', query = ''] = splitOnce(request.url, '?');
  const parameters = new URLSearchParams(query);
  const headers = { ...headersOf(parameters), ...request.headers };
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : value?.[0];
  };
  const hosted = bucketOfHost(header('host') ?? '');
  const rest = decodePath(path.replace(/^\//, ''));
  const [first = '', after = ''] = splitOnce(rest, '/');
  const where = hosted === undefined ? { bucket: first, key: after } : { bucket: hosted, key: rest };
  const isHosted = hosted !== undefined;
  const sentHeaders = Object.keys(request.headers);
  return { ...request, ...where, headers, sentHeaders, isHosted, query: parameters, principalId: 'Anonymous', header };
}

/** Those parameters of a signature that are no headers. */
const signatureParameters: readonly string[] = ['algorithm', 'credential', 'date', 'expires', 'signedheaders', 'signature'];

/** What a presigned address says of its request: `X-Amz-Meta-Author=ann` stands for a header. */
function headersOf(query: URLSearchParams): { readonly [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const [name, value] of query) {
    const lower = name.toLowerCase();
    if (lower.startsWith('x-amz-') && !signatureParameters.includes(lower.slice('x-amz-'.length))) headers[lower] = value;
  }
  return headers;
}

/** The second of the ids that every answer has. */
export function hostIdOf(requestId: string): string {
  return Buffer.from(requestId).toString('base64');
}

/** `BUCKET.s3.localhost`, `BUCKET.s3.REGION.localhost` and, as clients make it of an endpoint `localhost`, `BUCKET.localhost`. */
function bucketOfHost(host: string): string | undefined {
  const name = /^(.+)\.localhost(?::\d+)?$/i.exec(host)?.[1];
  if (name === undefined || /^s3(?:[.-][a-z0-9-]+)?$/i.test(name)) return undefined;
  return name.replace(/\.s3(?:[.-][a-z0-9-]+)?$/i, '').toLowerCase();
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.", 400);
  }
}

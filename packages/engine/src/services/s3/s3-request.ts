import type { StreamedAwsRequest } from '../../protocol/aws-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';

/** A request, and the bucket and object that it is about. */
export interface S3Request extends StreamedAwsRequest {
  /** '' when it is about no bucket. */
  readonly bucket: string;
  /** '' when it is about no object. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** A header's value by lower-case name. */
  header(name: string): string | undefined;
}

/** @throws ServiceError InvalidURI */
export function readS3Request(request: StreamedAwsRequest): S3Request {
  const [path = '/', query = ''] = splitOnce(request.url, '?');
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : value?.[0];
  };
  const hosted = bucketOfHost(header('host') ?? '');
  const rest = decodePath(path.replace(/^\//, ''));
  const [first = '', after = ''] = splitOnce(rest, '/');
  const where = hosted === undefined ? { bucket: first, key: after } : { bucket: hosted, key: rest };
  return { ...request, ...where, query: new URLSearchParams(query), header };
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

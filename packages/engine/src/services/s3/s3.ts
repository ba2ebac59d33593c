import type { AwsResponse, StreamedAwsRequest, StreamingAwsService } from '../../protocol/aws-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Blobs } from '../../store/blobs.ts';
import { Documents } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import { ObjectIndex } from './object-index.ts';
import type { ObjectChange, S3Answer, S3Operation, S3State } from './operation.ts';
import { operations } from './operations.ts';
import { readS3Request, type S3Request } from './s3-request.ts';
import { subresources } from './subresources.ts';
import { documentOf, errorDocument } from './xml.ts';

export interface S3Parts {
  readonly world: World;
  readonly store: Store;
  readonly blobs: Blobs;
  /** Told of each object that was created or removed, after it is so. */
  changed(change: ObjectChange): void;
}

/** Amazon S3: buckets, and objects that flow from and to the disk. */
export function createS3({ world, store, blobs, changed }: S3Parts): StreamingAwsService {
  const state: S3State = {
    world,
    blobs,
    changed,
    buckets: new Documents(store, 's3/bucket'),
    objects: new ObjectIndex(store),
    uploads: new Documents(store, 's3/upload'),
  };
  return {
    signingName: 's3',
    allowsPage: () => false,
    handleStream: (request) => answer(state, request),
  };
}

async function answer(state: S3State, request: StreamedAwsRequest): Promise<AwsResponse> {
  const traced: { operation: string; resource?: string } = { operation: `${request.method} ${request.url.split('?')[0]?.slice(0, 100)}` };
  try {
    const read = readS3Request(request);
    traced.resource = read.key === '' ? read.bucket : `${read.bucket}/${read.key}`;
    const operation = operationOf(read);
    traced.operation = operation.name;
    return { ...responseOf(await operation.run(state, read), request), ...traced };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ...refusalOf(error, request), ...traced, error: `${error.code}: ${error.message}` };
  }
}

/** @throws ServiceError NotImplemented, by name, MethodNotAllowed */
function operationOf(request: S3Request): S3Operation {
  const on = request.key !== '' ? 'object' : request.bucket !== '' ? 'bucket' : 'service';
  const asked = [...request.query.keys()].filter((it) => subresources.has(it));
  const found = operations.find(
    (it) =>
      it.on === on &&
      it.method === request.method &&
      (it.query ?? []).every((name) => request.query.has(name)) &&
      asked.every((name) => it.query?.includes(name)) &&
      (it.header === undefined || request.header(it.header) !== undefined),
  );
  if (found) return found;
  if (asked.length > 0 || ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'].includes(request.method)) {
    const what = `${request.method} of ${on === 'service' ? 'the service' : `a ${on}`}${asked.length > 0 ? ` with ?${asked.join('&')}` : ''}`;
    throw new ServiceError('NotImplemented', `gatewright does not run ${what} of S3 yet. See docs/compatibility.md.`, 501);
  }
  throw new ServiceError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, { Method: request.method });
}

function idsOf({ requestId }: StreamedAwsRequest): { readonly [name: string]: string } {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': Buffer.from(requestId).toString('base64') };
}

function responseOf(
  { status = 200, headers, document, text, stream }: S3Answer,
  request: StreamedAwsRequest,
): Omit<AwsResponse, 'operation'> {
  const body = document ? documentOf(...document) : (text ?? '');
  const type = document ? { 'content-type': 'application/xml' } : {};
  return { status, headers: { ...idsOf(request), ...type, ...headers }, body, ...(stream && { stream }) };
}

function refusalOf(error: ServiceError, request: StreamedAwsRequest): Omit<AwsResponse, 'operation'> {
  const ids = idsOf(request);
  const members = Object.fromEntries(Object.entries(error.members).map(([name, value]) => [name, String(value)]));
  const content = { Code: error.code, Message: error.message, ...members, RequestId: request.requestId, HostId: ids['x-amz-id-2'] };
  const bodiless = request.method === 'HEAD' || error.status === 304;
  return { status: error.status, headers: { ...ids, 'content-type': 'application/xml' }, body: bodiless ? '' : errorDocument(content) };
}

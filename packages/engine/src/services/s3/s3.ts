import type { AwsResponse, StreamedAwsRequest, StreamingAwsService } from '../../protocol/aws-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Blobs } from '../../store/blobs.ts';
import { Documents } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { Targets } from '../targets.ts';
import { authenticate } from './authenticate.ts';
import { authorizeAnonymous } from './authorize.ts';
import { scheduleLifecycles, scheduleSweep } from './background.ts';
import type { BucketPolicies } from './bucket-policies.ts';
import { corsRuleFor, corsRulesOf } from './cors-rules.ts';
import { MarkerRefusal } from './find.ts';
import { createNotifier } from './notifier.ts';
import { ObjectIndex } from './object-index.ts';
import type { S3Answer, S3Operation, S3State } from './operation.ts';
import { operations } from './operations.ts';
import { answerPreflight, pageHeaders } from './preflight.ts';
import { hostIdOf, readS3Request, type S3Request } from './s3-request.ts';
import { operationNamed, subresources } from './subresources.ts';
import { documentOf, errorDocument } from './xml.ts';

export interface S3Parts {
  readonly world: World;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly policies: BucketPolicies;
  /** Where notifications go. */
  readonly targets: Targets;
  readonly credentialOf: S3State['credentialOf'];
  readonly mayInvoke: S3State['mayInvoke'];
}

/** A request to S3 from inside the engine, with the account's own rights. */
export interface S3Call {
  readonly method: string;
  /** Path and query, percent-encoded: `/BUCKET/KEY?tagging`. */
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Buffer;
}

export interface S3Service extends StreamingAwsService {
  /** Answers as the endpoint does; a stream comes whole, in `body`. @throws ServiceError when S3 refuses */
  call(call: S3Call): Promise<S3Reply>;
  /** The same, with S3's document when it refuses. */
  request(call: S3Call): Promise<S3Reply>;
}

export interface S3Reply {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
}

/** Amazon S3: buckets, and objects that flow from and to the disk. */
export function createS3({ world, store, blobs, targets, policies, credentialOf, mayInvoke }: S3Parts): S3Service {
  const state: S3State = {
    world,
    blobs,
    policies,
    targets,
    credentialOf,
    mayInvoke,
    changed: createNotifier(world, targets),
    buckets: new Documents(store, 's3/bucket'),
    objects: new ObjectIndex(store),
    uploads: new Documents(store, 's3/upload'),
    completing: new Set(),
    stamp: stampsOf(world),
  };
  scheduleLifecycles(state, store);
  let swept = false;
  return {
    signingName: 's3',
    allowsPage: (request) => allowsPage(state, request),
    handleStream(request) {
      if (!swept) {
        swept = true;
        scheduleSweep(state, store);
      }
      return answer(state, request);
    },
    call: (call) => answerInside(state, requestOf(world, call)),
    async request(call) {
      const request = requestOf(world, call);
      try {
        return await answerInside(state, request);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const { status, headers, body } = refusalOf(error, request);
        return { status, headers, body: Buffer.from(body) };
      }
    },
  };
}

function stampsOf(world: World): S3State['stamp'] {
  let last = 0;
  return () => {
    last = Math.max(last + 1, world.now() * 1000);
    return last;
  };
}

function requestOf(world: World, { method, url, headers = {}, body = '' }: S3Call): StreamedAwsRequest {
  const bytes = Buffer.from(body);
  const given = { host: 's3.localhost', ...headers, 'content-length': String(bytes.length) };
  return { method, url, headers: given, requestId: world.uuid(), body: piecesOf(bytes) };
}

async function answerInside(state: S3State, request: StreamedAwsRequest): Promise<S3Reply> {
  const read = { ...readS3Request(request), principalId: `AWS:${state.world.accountId}` };
  const { status, headers, body, stream } = responseOf(await operationOf(read).run(state, read), request);
  const pieces: Buffer[] = [Buffer.from(body)];
  if (stream) for await (const piece of stream) pieces.push(piece);
  return { status, headers, body: Buffer.concat(pieces) };
}

async function* piecesOf(bytes: Buffer): AsyncIterable<Buffer> {
  if (bytes.length > 0) yield bytes;
}

/**
 * A page of another origin may ask by OPTIONS, and read what S3 answers without CORS headers: its browser keeps that from it. Nothing of
 * its own can carry an Authorization header past a preflight. A form can be posted without one, so that needs a rule of the bucket's.
 */
function allowsPage(state: S3State, { method, url, headers }: Parameters<S3Service['allowsPage']>[0]): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method) || headers.authorization !== undefined) return true;
  const read = pageRequest({ method, url, headers });
  const bucket = read && state.buckets.get(read.bucket);
  const rules = bucket && corsRulesOf(bucket);
  return rules !== undefined && corsRuleFor(rules, { origin: String(headers.origin), method, requestHeaders: [] }) !== undefined;
}

function pageRequest(request: Parameters<S3Service['allowsPage']>[0]): S3Request | undefined {
  try {
    return readS3Request({ ...request, requestId: '', body: piecesOf(Buffer.alloc(0)) });
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

async function answer(state: S3State, request: StreamedAwsRequest): Promise<AwsResponse> {
  const traced: { operation: string; resource?: string } = { operation: `${request.method} ${request.url.split('?')[0]?.slice(0, 100)}` };
  let page: { readonly [name: string]: string } = {};
  try {
    const read = readS3Request(request);
    traced.resource = read.key === '' ? read.bucket : `${read.bucket}/${read.key}`;
    if (request.method === 'OPTIONS') return { ...responseOf(answerPreflight(state, read), request), ...traced };
    page = pageHeaders(state, read);
    const operation = operationOf(read);
    traced.operation = operation.name;
    const { principalId, isAnonymous } = authenticate(state, read);
    if (isAnonymous && !operation.authorizesItself) authorizeAnonymous(state, read, operation.name);
    const answered = responseOf(await operation.run(state, { ...read, principalId }), request);
    return { ...answered, headers: { ...answered.headers, ...page }, ...traced };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const refused = refusalOf(error, request);
    return { ...refused, headers: { ...refused.headers, ...page }, ...traced, error: `${error.code}: ${error.message}` };
  }
}

/** @throws ServiceError NotImplemented, by name, MethodNotAllowed */
function operationOf(request: S3Request): S3Operation {
  const on = request.key !== '' ? 'object' : request.bucket !== '' ? 'bucket' : 'service';
  const asked = [...request.query.keys()].filter((it) => subresources.has(it) && it !== 'versionId');
  const found = operations.find(
    (it) =>
      it.on === on &&
      it.method === request.method &&
      (it.query ?? []).every((name) => request.query.has(name)) &&
      asked.every((name) => it.query?.includes(name)) &&
      (it.header === undefined || request.header(it.header)?.startsWith(it.headerStart ?? '') === true),
  );
  if (found) return found;
  if (asked.length > 0 || ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'].includes(request.method)) {
    const name = operationNamed(request.method, on, asked);
    throw new ServiceError('NotImplemented', `gatewright does not serve ${name} of S3. See docs/compatibility.md.`, 501);
  }
  throw new ServiceError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, { Method: request.method });
}

function idsOf({ requestId }: StreamedAwsRequest): { readonly [name: string]: string } {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostIdOf(requestId) };
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
  const own = error instanceof MarkerRefusal ? error.headers : {};
  const bodiless = request.method === 'HEAD' || error.status === 304;
  return {
    status: error.status,
    headers: { ...ids, ...own, 'content-type': 'application/xml' },
    body: bodiless ? '' : errorDocument(content),
  };
}

import type { StreamedAwsRequest, StreamingAwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Blobs } from '../../store/blobs.ts';
import { Documents } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { Targets } from '../targets.ts';
import type { S3Reply } from './answer-s3.ts';
import { scheduleLifecycles, scheduleSweep } from './background.ts';
import type { BucketPolicies } from './bucket-policies.ts';
import { corsRuleFor, corsRulesOf } from './cors-rules.ts';
import { createNotifier } from './notifier.ts';
import { ObjectIndex } from './object-index.ts';
import type { S3State } from './operation.ts';
import { readS3Request, type S3Request } from './s3-request.ts';
import { UploadParts } from './upload-parts.ts';

export interface S3Parts {
  readonly world: World;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly policies: BucketPolicies;
  /** Where notifications go. */
  readonly targets: Targets;
  readonly credentialOf: S3State['credentialOf'];
  readonly mayInvoke: S3State['mayInvoke'];
  readonly verifiesSignatures: boolean;
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

const answers = loadOnce(() => import('./answer-s3.ts'));

/** Amazon S3: buckets, and objects that flow from and to the disk. */
export function createS3({ world, store, blobs, targets, policies, credentialOf, mayInvoke, verifiesSignatures }: S3Parts): S3Service {
  const state: S3State = {
    world,
    blobs,
    policies,
    targets,
    credentialOf,
    mayInvoke,
    verifiesSignatures,
    changed: createNotifier(world, targets),
    buckets: new Documents(store, 's3/bucket'),
    objects: new ObjectIndex(store),
    uploads: new Documents(store, 's3/upload'),
    parts: new UploadParts(store),
    completing: new Set(),
    stamp: stampsOf(world),
  };
  scheduleLifecycles(state, store);
  let swept = false;
  return {
    signingName: 's3',
    allowsPage: (request) => allowsPage(state, request),
    async handleStream(request) {
      if (!swept) {
        swept = true;
        scheduleSweep(state, store);
      }
      const { answerS3 } = await answers();
      return answerS3(state, request);
    },
    async call(call) {
      const { answerInside } = await answers();
      return answerInside(state, requestOf(world, call));
    },
    async request(call) {
      const { answerInside, refusalOf } = await answers();
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

import type { AwsResponse, StreamedAwsRequest } from '../../protocol/aws-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { authenticate } from './authenticate.ts';
import { authorizeAnonymous } from './authorize.ts';
import { chunkSignaturesOf } from './chunk-signatures.ts';
import { MarkerRefusal } from './find.ts';
import type { S3Answer, S3Operation, S3State } from './operation.ts';
import { operations } from './operations.ts';
import { answerPreflight, pageHeaders } from './preflight.ts';
import { hostIdOf, readS3Request, type S3Request } from './s3-request.ts';
import { operationNamed, subresources } from './subresources.ts';
import { documentOf, errorDocument } from './xml.ts';

export interface S3Reply {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
}

/** Answers a request from outside, whose signature counts. Never rejects for a caller's mistake. */
export async function answerS3(state: S3State, request: StreamedAwsRequest): Promise<AwsResponse> {
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
    const chunkSignatures = state.verifiesSignatures ? chunkSignaturesOf(state, read) : undefined;
    const answered = responseOf(await operation.run(state, { ...read, principalId, chunkSignatures }), request);
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

/** S3's document for an error. */
export function refusalOf(error: ServiceError, request: StreamedAwsRequest): Omit<AwsResponse, 'operation'> {
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

/** Answers a request from inside the engine, with the account's own rights. @throws ServiceError when S3 refuses */
export async function answerInside(state: S3State, request: StreamedAwsRequest): Promise<S3Reply> {
  const read = { ...readS3Request(request), principalId: `AWS:${state.world.accountId}` };
  const { status, headers, body, stream } = responseOf(await operationOf(read).run(state, read), request);
  const pieces: Buffer[] = [Buffer.from(body)];
  if (stream) for await (const piece of stream) pieces.push(piece);
  return { status, headers, body: Buffer.concat(pieces) };
}

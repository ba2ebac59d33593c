import { createHash } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import { announcedChecksum, checkWellFormed } from './announced-checksum.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { type Checksum, type ChecksumAlgorithm, createChecksum, headerOfChecksum } from './checksums.ts';
import type { S3Request } from './s3-request.ts';

/** The largest object of one PUT. @source "Amazon S3 multipart upload limits": 5 GiB */
const maximumBytes = 5 * 1024 ** 3;

/** What a payload turned out to be, once all of it has been read. */
export interface PayloadFacts {
  readonly size: number;
  /** MD5, hexadecimal: the ETag of what is put in one piece. */
  readonly md5: string;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

export interface Payload {
  /** The bytes, decoded. Ends with an error when they are not those that the client announced. */
  readonly pieces: AsyncIterable<Buffer>;
  /** @throws Error before the pieces have been read to their end */
  readonly facts: PayloadFacts;
}

export interface PayloadOptions {
  /** The algorithm that a multipart upload was begun with. */
  readonly given?: ChecksumAlgorithm;
  /** False where a checksum in the headers is that of an object, and not of the document that is sent. */
  readonly checksumIsOfBody?: boolean;
}

/**
 * A request's body as the object's bytes: out of its chunks, counted, and held against every digest that the client sent with it.
 * @source "Checking object integrity in Amazon S3"; "Signature calculations for the Authorization header: transferring a payload in multiple chunks"
 */
export function readPayload(request: S3Request, { given, checksumIsOfBody = true }: PayloadOptions = {}): Payload {
  const sha256 = request.header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const isChunked = sha256.startsWith('STREAMING-') || /(?:^|,)\s*aws-chunked/.test(request.header('content-encoding') ?? '');
  const trailers = new Map<string, string>();
  const source = isChunked ? decodeAwsChunked(request.body, { trailers, signatures: request.chunkSignatures }) : request.body;
  const announced = request.header(isChunked ? 'x-amz-decoded-content-length' : 'content-length');
  if (announced === undefined && (isChunked || request.header('transfer-encoding') === undefined)) throw missingLength();
  if (Number(announced) > maximumBytes) throw tooLarge(Number(announced));
  const sent = checksumIsOfBody ? announcedChecksum(request) : undefined;
  const algorithm = sent?.algorithm ?? given ?? 'CRC64NVME';
  let facts: PayloadFacts | undefined;

  async function* pieces(): AsyncIterable<Buffer> {
    const md5 = createHash('md5');
    const signed = /^[0-9a-f]{64}$/.test(sha256) ? createHash('sha256') : undefined;
    const checksum: Checksum = createChecksum(algorithm);
    let size = 0;
    for await (const piece of source) {
      size += piece.length;
      if (size > maximumBytes) throw tooLarge(size);
      md5.update(piece);
      signed?.update(piece);
      checksum.update(piece);
      yield piece;
    }
    if (announced !== undefined && Number(announced) !== size) throw incompleteBody();
    if (signed && signed.digest('hex') !== sha256) throw sha256Mismatch(sha256);
    const digest = md5.digest();
    checkMd5(request.header('content-md5'), digest);
    const value = checksum.digest();
    const wanted = sent && (sent.value ?? trailing(algorithm, trailers));
    if (wanted !== undefined && wanted !== value)
      throw new ServiceError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`, 400);
    facts = { size, md5: digest.toString('hex'), checksum: { algorithm, value } };
  }

  return {
    pieces: pieces(),
    get facts() {
      if (!facts) throw new Error('the facts of a payload are read before its end');
      return facts;
    },
  };
}

/** @throws ServiceError MalformedTrailerError, InvalidRequest */
function trailing(algorithm: ChecksumAlgorithm, trailers: ReadonlyMap<string, string>): string {
  const value = trailers.get(headerOfChecksum(algorithm));
  if (value === undefined) {
    const message = 'The request contained trailing data that was not well-formed or did not conform to our published schema.';
    throw new ServiceError('MalformedTrailerError', message, 400);
  }
  checkWellFormed(algorithm, value, 'trailing header');
  return value;
}

function checkMd5(header: string | undefined, actual: Buffer): void {
  if (header === undefined) return;
  const wanted = Buffer.from(header, 'base64');
  if (wanted.length !== 16)
    throw new ServiceError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, { 'Content-MD5': header });
  if (!wanted.equals(actual)) {
    const members = { ExpectedDigest: header, CalculatedDigest: actual.toString('base64') };
    throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400, members);
  }
}

/** @throws ServiceError InvalidRequest when nothing vouches for a document that must be vouched for */
export function requireDigest(request: S3Request): void {
  if (request.header('content-md5') !== undefined || announcedChecksum(request) !== undefined) return;
  throw new ServiceError('InvalidRequest', 'Missing required header for this request: Content-MD5', 400);
}

function missingLength(): ServiceError {
  return new ServiceError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
}

function incompleteBody(): ServiceError {
  return new ServiceError('IncompleteBody', 'The request body terminated unexpectedly', 400);
}

function tooLarge(size: number): ServiceError {
  const members = { ProposedSize: String(size), MaxSizeAllowed: String(maximumBytes) };
  return new ServiceError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, members);
}

function sha256Mismatch(sha256: string): ServiceError {
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  return new ServiceError('XAmzContentSHA256Mismatch', message, 400, { ClientComputedContentSHA256: sha256 });
}

/** A whole document, for the operations that take one. @throws ServiceError EntityTooLarge */
export async function readDocument(request: S3Request, maximum: number, options: PayloadOptions = {}): Promise<Buffer> {
  const payload = readPayload(request, options);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of payload.pieces) {
    size += piece.length;
    if (size > maximum) throw tooLarge(size);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

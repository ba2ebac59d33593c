import { createHash, type Hash } from 'node:crypto';
import { readSignature } from '../../protocol/read-signature.ts';
import type { ChunkVerifier } from './aws-chunked.ts';
import type { S3State } from './operation.ts';
import { signV4 } from './presigned-v4.ts';
import type { S3Request } from './s3-request.ts';
import { checkSignature, findCredential } from './signature-errors.ts';

/** What the first signature was made with, and the first signature. */
export interface SeedSignature {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly date: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signature: string;
}

const hashOfNothing = createHash('sha256').digest('hex');

/**
 * The chain of signatures in a body that is signed chunk by chunk: each is made over the one before it, the first over that of the header.
 * @source "Signature calculations for the Authorization header: transferring a payload in multiple chunks", and the same "including trailing headers"
 */
export class ChunkSignatures implements ChunkVerifier {
  readonly #seed: SeedSignature;
  #before: string;
  #hash: Hash = createHash('sha256');

  constructor(seed: SeedSignature) {
    this.#seed = seed;
    this.#before = seed.signature;
  }

  update(piece: Buffer): void {
    this.#hash.update(piece);
  }

  /** @throws ServiceError SignatureDoesNotMatch */
  endChunk(signature: string): void {
    this.#check('AWS4-HMAC-SHA256-PAYLOAD', `${hashOfNothing}\n${this.#hash.digest('hex')}`, signature);
    this.#hash = createHash('sha256');
  }

  /** @throws ServiceError SignatureDoesNotMatch */
  endTrailers(trailers: readonly string[], signature: string): void {
    const hash = createHash('sha256').update(trailers.map((line) => `${line}\n`).join(''));
    this.#check('AWS4-HMAC-SHA256-TRAILER', hash.digest('hex'), signature);
  }

  #check(algorithm: string, hashes: string, given: string): void {
    const { accessKeyId, date, day, region, service } = this.#seed;
    const stringToSign = `${algorithm}\n${date}\n${day}/${region}/${service}/aws4_request\n${this.#before}\n${hashes}`;
    const wanted = signV4(this.#seed, stringToSign);
    checkSignature({ accessKeyId, given, wanted, stringToSign });
    this.#before = wanted;
  }
}

/** The chain that a request's body has to keep to; undefined when its chunks are not signed. The header's signature has been verified. */
export function chunkSignaturesOf(on: Pick<S3State, 'credentialOf'>, request: S3Request): ChunkSignatures | undefined {
  if (!request.header('x-amz-content-sha256')?.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD')) return undefined;
  const signature = readSignature(request.header('authorization'), (name) => request.header(name), new URLSearchParams());
  if (!signature) return undefined;
  const { accessKeyId, sessionToken } = signature;
  return new ChunkSignatures({ ...signature, secretAccessKey: findCredential(on, accessKeyId, sessionToken).secretAccessKey });
}

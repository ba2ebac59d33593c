import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type UnpackedZip, unpackZip } from '../../lambda/code/unpack-zip.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Shape } from '../../protocol/shape.ts';
import { string, structure } from '../../protocol/shape.ts';
import { codeSizeZipped } from './account-limits.ts';
import { invalidParameter } from './operation-error.ts';

/** Reads an object of a bucket; the seam to S3. @throws ServiceError */
export type ReadObject = (bucket: string, key: string, versionId: string | undefined) => Promise<Buffer>;

export interface CodeLocation {
  readonly ZipFile?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
  readonly ImageUri?: string;
}

export interface CodePackage extends UnpackedZip {
  readonly archive: Buffer;
}

export const codeMembers: {
  readonly ZipFile: Shape<string>;
  readonly S3Bucket: Shape<string>;
  readonly S3Key: Shape<string>;
  readonly S3ObjectVersion: Shape<string>;
  readonly ImageUri: Shape<string>;
} = {
  ZipFile: string(),
  S3Bucket: string({ pattern: '[0-9A-Za-z\\.\\-_]*(?<!\\.)', min: 3, max: 63 }),
  S3Key: string({ min: 1, max: 1024 }),
  S3ObjectVersion: string({ min: 1, max: 1024 }),
  ImageUri: string(),
};

export const codeShape: Shape<CodeLocation> = structure('com.amazonaws.lambda.FunctionCode', codeMembers);

/** Where the packages that the API is given are unpacked. */
export class CodeSource {
  readonly #readObject: ReadObject | undefined;
  #folder: string | undefined;

  constructor(readObject: ReadObject | undefined) {
    this.#readObject = readObject;
  }

  /** @throws ServiceError InvalidParameterValueException, RequestEntityTooLargeException */
  async unpack({ ZipFile, S3Bucket, S3Key, S3ObjectVersion, ImageUri }: CodeLocation): Promise<CodePackage> {
    if (ImageUri !== undefined) throw invalidParameter('gatewright runs no container images. See docs/compatibility.md.');
    if (ZipFile !== undefined) return this.unpackArchive(checkedUpload(Buffer.from(ZipFile, 'base64')));
    if (S3Bucket === undefined || S3Key === undefined) throw invalidParameter('Please provide a source for function code.');
    if (!this.#readObject)
      throw invalidParameter(`gatewright has no S3 here, so the code cannot be in s3://${S3Bucket}/${S3Key}. Hand it over as ZipFile.`);
    return this.unpackArchive(await this.#readObject(S3Bucket, S3Key, S3ObjectVersion));
  }

  /** A zip package as it came from a file or a bucket. @throws ServiceError InvalidParameterValueException */
  async unpackArchive(archive: Buffer): Promise<CodePackage> {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'gatewright-code-'));
    return { ...(await unpackZip(archive, this.#folder)), archive };
  }

  /** Removes what was unpacked. */
  dispose(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What a request may carry itself is less than what a bucket may hold. @source AWS's own refusal, as users report it */
function checkedUpload(archive: Buffer): Buffer {
  if (archive.length <= codeSizeZipped) return archive;
  const message = `Zipped size must be smaller than ${codeSizeZipped} bytes`;
  throw new ServiceError('RequestEntityTooLargeException', message, 413, { Type: 'User' });
}

import type { Acl } from './canned-acl.ts';
import type { ChecksumAlgorithm } from './checksums.ts';
import type { ObjectEncryption, S3Object } from './s3-object.ts';

/** A part that has been uploaded, of an object that is not there yet. */
export interface UploadedPart {
  readonly partNumber: number;
  readonly blobId: string;
  readonly size: number;
  /** MD5, hexadecimal. */
  readonly eTag: string;
  readonly checksumAlgorithm: ChecksumAlgorithm;
  readonly checksum: string;
  readonly lastModifiedMs: number;
}

export interface MultipartUpload {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiatedMs: number;
  /** Its place among all that was written: microseconds. */
  readonly stamp: number;
  /** Whether the key's object has been deleted since. */
  readonly keyWasDeleted?: boolean | undefined;
  readonly headers: S3Object['headers'];
  readonly tags: S3Object['tags'];
  readonly storageClass: string;
  readonly acl?: Acl | undefined;
  readonly encryption?: ObjectEncryption | undefined;
  readonly checksumAlgorithm: ChecksumAlgorithm;
  /** Whether the client named the algorithm: then parts must have it, and listings tell of it. */
  readonly checksumNamed: boolean;
  readonly checksumType: 'FULL_OBJECT' | 'COMPOSITE';
}

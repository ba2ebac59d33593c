import type { Acl } from './canned-acl.ts';
import type { ChecksumAlgorithm } from './checksums.ts';

/** A part of an object's bytes: a file of its own. */
export interface ObjectPart {
  readonly blobId: string;
  readonly size: number;
  /** Of a multipart upload: as it was uploaded. */
  readonly partNumber?: number;
  /** Base64; kept of parts whose checksums make up the object's. */
  readonly checksum?: string;
}

export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of a multipart upload with `-` and the number of its parts when it is composite. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface ObjectEncryption {
  readonly algorithm: string;
  readonly kmsKeyArn?: string | undefined;
  readonly bucketKeyEnabled?: boolean | undefined;
}

/** What is known of an object, beside its bytes. */
export interface S3Object {
  readonly key: string;
  readonly size: number;
  /** Without its quotes. */
  readonly eTag: string;
  readonly lastModifiedMs: number;
  /** In order; more than one only of a multipart upload. */
  readonly parts: readonly ObjectPart[];
  /** What is answered as it was put, by lower-case header: Content-Type, Cache-Control, x-amz-meta-. */
  readonly headers: { readonly [name: string]: string };
  readonly tags: { readonly [key: string]: string };
  readonly storageClass: string;
  readonly acl?: Acl | undefined;
  /** How the bucket or the request had it encrypted; absent is AES256. */
  readonly encryption?: ObjectEncryption | undefined;
  readonly checksum?: ObjectChecksum | undefined;
  /** Absent is the version that is called null. */
  readonly versionId?: string | undefined;
  /** Its place among the versions of its key: microseconds. */
  readonly stamp?: number | undefined;
}

/** Headers of a PUT that come back with a GET. @source "PutObject", Amazon S3 API reference */
export const keptHeaders: readonly string[] = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
];

export const metadataPrefix = 'x-amz-meta-';

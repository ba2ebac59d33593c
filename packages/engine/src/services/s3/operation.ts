import type { Blobs } from '../../store/blobs.ts';
import type { Documents } from '../../store/documents.ts';
import type { World } from '../../world/world.ts';
import type { Delivery, Targets } from '../targets.ts';
import type { Bucket } from './bucket.ts';
import type { BucketPolicies } from './bucket-policies.ts';
import type { MultipartUpload } from './multipart-upload.ts';
import type { ObjectIndex } from './object-index.ts';
import type { S3Request } from './s3-request.ts';
import type { UploadParts } from './upload-parts.ts';
import type { Xml } from './xml.ts';

/** What every operation works on. */
export interface S3State {
  readonly world: World;
  readonly blobs: Blobs;
  readonly buckets: Documents<Bucket>;
  readonly objects: ObjectIndex;
  readonly uploads: Documents<MultipartUpload>;
  readonly parts: UploadParts;
  /** When something is written, in microseconds: each time later than before. */
  stamp(): number;
  /** Whether signatures in headers have been verified, so that those of chunks are, too. */
  readonly verifiesSignatures: boolean;
  /** Uploads that are becoming objects: to others they are gone. */
  readonly completing: Set<string>;
  readonly policies: BucketPolicies;
  readonly targets: Targets;
  /** The owner of an access key; undefined when nobody has it. */
  credentialOf(accessKeyId: string): S3Credential | undefined;
  /** Whether a function is there and its policy lets the caller invoke it. */
  mayInvoke(functionArn: string, caller: NonNullable<Delivery['onBehalfOf']>): boolean;
  /** Told of each object that was created or removed, after it is so. */
  readonly changed: (change: ObjectChange) => void;
}

export interface S3Credential {
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly userId: string;
}

/** Who changed an object, as events tell it. */
export interface Requester {
  readonly principalId: string;
  readonly requestId: string;
  /** The client's own machine without it. */
  readonly sourceIp?: string;
}

export interface ObjectChange {
  readonly bucket: Bucket;
  readonly key: string;
  /** `ObjectCreated:Put`, `ObjectRemoved:Delete`. */
  readonly eventName: string;
  readonly size?: number;
  readonly eTag?: string;
  readonly versionId?: string | undefined;
  readonly request: Requester;
}

export interface S3Answer {
  /** 200 without it. */
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  /** A document: the name of its root, and what it holds. */
  readonly document?: readonly [rootName: string, content: Xml];
  readonly text?: string;
  /** An object's bytes. */
  readonly stream?: AsyncIterable<Buffer>;
}

/** An operation of S3: it is known by its method, by whether a bucket or an object is named, and by a parameter or header. */
export interface S3Operation {
  readonly name: string;
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'object';
  /** The parameters of the query that must be there: `['tagging']`. */
  readonly query?: readonly string[];
  /** A header that must be there. */
  readonly header?: string;
  /** How the header must begin. */
  readonly headerStart?: string;
  /** Whether it looks itself to who may do it, and not the bucket's policy alone. */
  readonly authorizesItself?: boolean;
  /** @throws ServiceError */
  run(on: S3State, request: S3Request): Promise<S3Answer> | S3Answer;
}

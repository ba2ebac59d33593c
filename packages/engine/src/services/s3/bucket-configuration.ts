import { ServiceError } from '../../protocol/service-error.ts';
import type { Bucket } from './bucket.ts';
import { findBucket } from './find.ts';
import type { S3Operation, S3State } from './operation.ts';
import { readDocument } from './payload.ts';
import { type Element, maximumXmlBytes, parseDocument } from './request-document.ts';
import type { S3Request } from './s3-request.ts';
import type { Xml } from './xml.ts';

/** A document that is put at a bucket, kept and answered: one parameter of the query, up to three operations. */
export interface BucketConfiguration {
  /** The operations' name without their verb: `BucketCors`. */
  readonly name: string;
  readonly subresource: string;
  readonly rootName: string;
  /** Checks a document and gives what is kept of it. Without it, the operation that puts one is refused by name. @throws ServiceError */
  read?(root: Element, at: ConfigurationRequest): Xml | Promise<Xml>;
  /** What a bucket without one answers. @throws ServiceError */
  absent(bucket: Bucket): Xml;
  readonly deletable: boolean;
  /** Of the answers to a GET and a PUT. */
  readonly headers?: { readonly [name: string]: string };
}

export interface ConfigurationRequest {
  readonly on: S3State;
  readonly bucket: Bucket;
  readonly request: S3Request;
}

/** The operations of a configuration. */
export function operationsOf(configuration: BucketConfiguration): readonly S3Operation[] {
  const { name, subresource, rootName, absent, deletable, read, headers = {} } = configuration;
  const query = [subresource];
  const get: S3Operation = {
    name: `Get${name}`,
    method: 'GET',
    on: 'bucket',
    query,
    run(on, request) {
      const bucket = findBucket(on, request.bucket);
      const kept = bucket.configurations[subresource];
      return { headers, document: [rootName, kept === undefined ? absent(bucket) : JSON.parse(kept)] };
    },
  };
  const put: S3Operation = {
    name: `Put${name}`,
    method: 'PUT',
    on: 'bucket',
    query,
    async run(on, request) {
      const bucket = findBucket(on, request.bucket);
      const root = parseDocument(await readDocument(request, maximumXmlBytes), rootName);
      const content = await read?.(root, { on, bucket, request });
      await keep(on, bucket.name, subresource, JSON.stringify(content ?? {}));
      return { headers };
    },
  };
  const remove: S3Operation = {
    name: `Delete${name}`,
    method: 'DELETE',
    on: 'bucket',
    query,
    async run(on, request) {
      await keep(on, findBucket(on, request.bucket).name, subresource, undefined);
      return { status: 204 };
    },
  };
  return [get, ...(read ? [put] : []), ...(deletable ? [remove] : [])];
}

/** Keeps a configuration of a bucket, as it is by now: others may have changed it while a body was read. */
export async function keep(on: S3State, bucketName: string, subresource: string, text: string | undefined): Promise<void> {
  const bucket = findBucket(on, bucketName);
  const { [subresource]: _former, ...configurations } = bucket.configurations;
  await on.buckets.put(bucketName, {
    ...bucket,
    configurations: text === undefined ? configurations : { ...configurations, [subresource]: text },
  });
}

/** What `absent` throws for a configuration that AWS says is not there. */
export function notThere(code: string, message: string): (bucket: Bucket) => never {
  return ({ name }) => {
    throw new ServiceError(code, message, 404, { BucketName: name });
  };
}

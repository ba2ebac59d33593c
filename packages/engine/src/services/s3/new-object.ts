import { ServiceError } from '../../protocol/service-error.ts';
import { keptHeaders, metadataPrefix, type S3Object } from './s3-object.ts';
import type { S3Request } from './s3-request.ts';
import { readTagHeader } from './tags.ts';

const maximumKeyBytes = 1024;
/** @source "Working with object metadata": names and values together */
const maximumMetadataBytes = 2048;

/** What a request says of the object that it makes. @throws ServiceError KeyTooLongError, MetadataTooLarge, InvalidTag, InvalidStorageClass, InvalidRequest */
export function newObjectOf(request: S3Request): Pick<S3Object, 'key' | 'headers' | 'tags' | 'storageClass'> {
  const { key } = request;
  const keyBytes = Buffer.byteLength(key);
  if (keyBytes > maximumKeyBytes) {
    const members = { Size: String(keyBytes), MaxSizeAllowed: String(maximumKeyBytes) };
    throw new ServiceError('KeyTooLongError', 'Your key is too long', 400, members);
  }
  const storageClass = request.header('x-amz-storage-class') ?? 'STANDARD';
  if (!storageClasses.includes(storageClass))
    throw new ServiceError('InvalidStorageClass', 'The storage class you specified is not valid', 400, {
      StorageClassRequested: storageClass,
    });
  if (Object.keys(request.headers).some((name) => name.startsWith('x-amz-object-lock-')))
    throw new ServiceError('InvalidRequest', 'Bucket is missing Object Lock Configuration', 400);
  return { key, headers: headersOf(request), tags: readTagHeader(request.header('x-amz-tagging')), storageClass };
}

const storageClasses: readonly string[] = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];

function headersOf(request: S3Request): S3Object['headers'] {
  const headers: { [name: string]: string } = {};
  let metadataBytes = 0;
  for (const name of Object.keys(request.headers)) {
    const value = request.header(name);
    if (value === undefined) continue;
    if (name.startsWith(metadataPrefix)) {
      metadataBytes += name.length - metadataPrefix.length + Buffer.byteLength(value);
      headers[name] = value;
    } else if (keptHeaders.includes(name)) headers[name] = value;
  }
  if (metadataBytes > maximumMetadataBytes) {
    const members = { Size: String(metadataBytes), MaxSizeAllowed: String(maximumMetadataBytes) };
    throw new ServiceError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, members);
  }
  const encoding = withoutChunking(headers['content-encoding']);
  if (encoding === undefined) delete headers['content-encoding'];
  else headers['content-encoding'] = encoding;
  return headers;
}

/** `aws-chunked` is how the bytes came, not what they are. */
function withoutChunking(encoding: string | undefined): string | undefined {
  const left = (encoding ?? '')
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '' && it !== 'aws-chunked');
  return left.length === 0 ? undefined : left.join(',');
}

import { ServiceError } from '../../protocol/service-error.ts';
import { type ChecksumAlgorithm, checksumAlgorithms, createChecksum, headerOfChecksum } from './checksums.ts';
import type { S3Request } from './s3-request.ts';

/** Of later years; nothing here computes them. @source "Checking object integrity in Amazon S3", Amazon S3 user guide */
const unservedAlgorithms: readonly string[] = ['MD5', 'SHA512', 'XXHASH64', 'XXHASH3', 'XXHASH128'];

/** What a request says of the checksum of its body. */
export interface AnnouncedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; undefined when it comes behind the body. */
  readonly value: string | undefined;
}

/**
 * The checksum that comes with a body, in a header or behind it.
 * @throws ServiceError InvalidRequest, NotImplemented
 * @source recordings of localstack's test_s3, test_put_object_checksum; openstack/swift, test_object_checksums.py, which passes on AWS
 */
export function announcedChecksum(request: S3Request): AnnouncedChecksum | undefined {
  refuseUnserved(request);
  const inHeaders = checksumAlgorithms.filter((it) => request.header(headerOfChecksum(it)) !== undefined);
  const trailers = (request.header('x-amz-trailer') ?? '').split(',').map((it) => it.trim().toLowerCase());
  const behind = checksumAlgorithms.filter((it) => trailers.includes(headerOfChecksum(it)));
  if (inHeaders.length > 1) throw invalid('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  if (inHeaders.length + behind.length > 1) throw invalid('Expecting a single x-amz-checksum- header');
  const named = request.sentHeaders.includes('x-amz-sdk-checksum-algorithm') ? request.header('x-amz-sdk-checksum-algorithm') : undefined;
  const byName = algorithmNamed(named);
  const algorithm = inHeaders[0] ?? behind[0];
  if (algorithm === undefined) {
    if (byName === undefined) return undefined;
    throw invalid('x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.');
  }
  if (byName !== undefined && byName !== algorithm) throw invalid('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  const value = request.header(headerOfChecksum(algorithm));
  if (value !== undefined) checkWellFormed(algorithm, value, 'header');
  return { algorithm, value };
}

/** The algorithm that a request asks for, of a copy or an upload in parts. @throws ServiceError InvalidRequest, NotImplemented */
export function askedAlgorithm(request: S3Request): ChecksumAlgorithm | undefined {
  refuseUnserved(request);
  return algorithmNamed(request.header('x-amz-checksum-algorithm'));
}

function algorithmNamed(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const algorithm = checksumAlgorithms.find((it) => it === name.toUpperCase());
  if (algorithm) return algorithm;
  throw invalid(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  );
}

function refuseUnserved(request: S3Request): void {
  const names = [request.header('x-amz-checksum-algorithm'), request.header('x-amz-sdk-checksum-algorithm')].map((it) => it?.toUpperCase());
  const unserved = unservedAlgorithms.find(
    (it) => names.includes(it) || request.header(`x-amz-checksum-${it.toLowerCase()}`) !== undefined,
  );
  if (unserved === undefined) return;
  throw new ServiceError('NotImplemented', `gatewright does not compute ${unserved} checksums. See docs/compatibility.md.`, 501);
}

/** @throws ServiceError InvalidRequest */
export function checkWellFormed(algorithm: ChecksumAlgorithm, value: string, where: 'header' | 'trailing header'): void {
  const { length } = Buffer.from(createChecksum(algorithm).digest(), 'base64');
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === length && bytes.toString('base64') === value) return;
  throw invalid(`Value for ${headerOfChecksum(algorithm)} ${where} is invalid.`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequest', message, 400);
}

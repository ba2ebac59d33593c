import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { readDocument } from '../payload.ts';
import { malformedXml, maximumXmlBytes, parseDocument } from '../request-document.ts';

/** @source "PutBucketVersioning", Amazon S3 API reference; recordings of localstack's test_s3_api, test_bucket_versioning_crud */
export const putBucketVersioning: S3Operation = {
  name: 'PutBucketVersioning',
  method: 'PUT',
  on: 'bucket',
  query: ['versioning'],
  async run(on, request) {
    findBucket(on, request.bucket);
    const root = parseDocument(await readDocument(request, maximumXmlBytes), 'VersioningConfiguration');
    const [status, mfaDelete] = [root.textOf('Status'), root.textOf('MfaDelete')];
    if (mfaDelete === 'Enabled')
      throw new ServiceError('NotImplemented', 'gatewright has no MFA devices that could guard deletions. See docs/compatibility.md.', 501);
    if (mfaDelete !== undefined && mfaDelete !== 'Disabled') throw malformedXml();
    if (status === undefined)
      throw new ServiceError('IllegalVersioningConfigurationException', 'The Versioning element must be specified', 400);
    if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
    await on.buckets.put(request.bucket, { ...findBucket(on, request.bucket), versioning: status });
    return {};
  },
};

import { ServiceError } from '../../../protocol/service-error.ts';
import type { BucketConfiguration } from '../bucket-configuration.ts';
import { malformedXml } from '../request-document.ts';
import type { Xml } from '../xml.ts';

const algorithms: readonly string[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/** Kept and told of by objects' headers; objects lie in files as they came. @source "PutBucketEncryption", Amazon S3 API reference */
export const encryption: BucketConfiguration = {
  name: 'BucketEncryption',
  subresource: 'encryption',
  rootName: 'ServerSideEncryptionConfiguration',
  read(root) {
    const rules = root.all('Rule');
    const [rule] = rules;
    if (!rule || rules.length > 1) throw malformedXml();
    const byDefault = rule.first('ApplyServerSideEncryptionByDefault');
    const algorithm = byDefault?.textOf('SSEAlgorithm');
    if (!byDefault || algorithm === undefined || !algorithms.includes(algorithm)) throw malformedXml();
    const key = byDefault.textOf('KMSMasterKeyID');
    if (key !== undefined && algorithm === 'AES256') {
      const message = 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse';
      throw new ServiceError('InvalidArgument', message, 400, { ArgumentName: 'ApplyServerSideEncryptionByDefault' });
    }
    return ruleOf({ SSEAlgorithm: algorithm, KMSMasterKeyID: key }, rule.textOf('BucketKeyEnabled') === 'true');
  },
  absent: () => ruleOf({ SSEAlgorithm: 'AES256' }, false),
  deletable: true,
};

function ruleOf(byDefault: Xml, BucketKeyEnabled: boolean): Xml {
  return { Rule: { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled } };
}

import { ServiceError } from '../../../protocol/service-error.ts';
import { type BucketConfiguration, notThere } from '../bucket-configuration.ts';
import { type Element, malformedXml } from '../request-document.ts';
import type { Xml } from '../xml.ts';

const maximumRules = 1000;
const maximumIdLength = 255;
const actions = [
  'Expiration',
  'Transition',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'AbortIncompleteMultipartUpload',
] as const;

/** Done by expire-objects.ts. @source "PutBucketLifecycleConfiguration", Amazon S3 API reference; recordings of localstack's test_s3 */
export const lifecycle: BucketConfiguration = {
  name: 'BucketLifecycleConfiguration',
  subresource: 'lifecycle',
  rootName: 'LifecycleConfiguration',
  headers: { 'x-amz-transition-default-minimum-object-size': 'all_storage_classes_128K' },
  read(root, { on }) {
    const rules = root.all('Rule');
    if (rules.length === 0 || rules.length > maximumRules) throw malformedXml();
    const ids = new Set<string>();
    return {
      Rule: rules.map((rule) => {
        const id = rule.textOf('ID') || Buffer.from(on.world.uuid()).toString('base64');
        if (ids.has(id)) throw invalid('Rule ID must be unique. Found same ID for more than one rule', 'ID', id);
        ids.add(id);
        return ruleOf(rule, id);
      }),
    };
  },
  absent: notThere('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'),
  deletable: true,
};

function invalid(message: string, ArgumentName: string, ArgumentValue: string): ServiceError {
  return new ServiceError('InvalidArgument', message, 400, { ArgumentName, ArgumentValue });
}

function ruleOf(rule: Element, ID: string): Xml {
  const Status = rule.textOf('Status');
  if (ID.length > maximumIdLength) throw invalid(`ID length should not exceed allowed limit of ${maximumIdLength}`, 'ID', ID);
  if (Status !== 'Enabled' && Status !== 'Disabled') throw malformedXml();
  const [filter, prefix] = [rule.first('Filter'), rule.textOf('Prefix')];
  if ((filter === undefined) === (prefix === undefined)) throw malformedXml();
  if (filter) checkFilter(filter, rule);
  if (!actions.some((it) => rule.first(it)))
    throw new ServiceError('InvalidRequest', 'At least one action needs to be specified in a rule', 400);
  checkExpiration(rule.first('Expiration'));
  const noncurrent = rule.first('NoncurrentVersionExpiration');
  if (noncurrent && noncurrent.children.length === 0) throw malformedXml();
  checkDays(noncurrent, 'NoncurrentDays', 'NoncurrentVersionExpiration');
  checkDays(rule.first('AbortIncompleteMultipartUpload'), 'DaysAfterInitiation', 'AbortIncompleteMultipartUpload');
  const written = contentOf(rule);
  return typeof written === 'object' && !Array.isArray(written) ? { ...written, ID } : { ID };
}

/** One of its members; more stand in `And`. */
function checkFilter(filter: Element, rule: Element): void {
  if (filter.children.length > 1) throw malformedXml();
  const all = filter.first('And') ?? filter;
  const tags = all.all('Tag').map((it) => it.textOf('Key'));
  if (new Set(tags).size < tags.length) throw new ServiceError('InvalidRequest', 'Duplicate Tag Keys are not allowed.', 400);
  if (tags.length > 0 && rule.first('AbortIncompleteMultipartUpload'))
    throw new ServiceError('InvalidRequest', 'AbortIncompleteMultipartUpload cannot be specified with Tags.', 400);
}

function checkExpiration(expiration: Element | undefined): void {
  if (!expiration) return;
  if (expiration.children.length !== 1) throw malformedXml();
  checkDays(expiration, 'Days', 'Expiration');
  const date = expiration.textOf('Date');
  if (date !== undefined && !/T00:00:00(?:\.0+)?(?:Z|\+00:00)?$/.test(date)) throw invalid("'Date' must be at midnight GMT", 'Date', date);
}

/** @source the wording was reproduced on AWS for scality/Arsenal, pull request 2648 */
function checkDays(action: Element | undefined, member: string, name: string): void {
  const days = action?.textOf(member);
  if (days === undefined) return;
  if (!/^-?\d+$/.test(days)) throw malformedXml();
  if (Number(days) <= 0) throw new ServiceError('InvalidArgument', `'${member}' for ${name} action must be a positive integer`, 400);
}

/** A document as it was written: the rules' members are many and all of them come back. */
function contentOf(element: Element): Xml {
  const { children } = element;
  if (children.length === 0) return element.text;
  const content: { [name: string]: Xml } = {};
  for (const { name } of children) content[name] ??= element.all(name).map(contentOf);
  return content;
}

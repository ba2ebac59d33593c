import { ServiceError } from '../../../protocol/service-error.ts';
import { type BucketConfiguration, notThere } from '../bucket-configuration.ts';
import { type Element, malformedXml, type Xml } from '../xml.ts';

const maximumRules = 1000;
const actions = [
  'Expiration',
  'Transition',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'AbortIncompleteMultipartUpload',
] as const;

/** Kept and answered; nothing expires here yet. @source "PutBucketLifecycleConfiguration", Amazon S3 API reference */
export const lifecycle: BucketConfiguration = {
  name: 'BucketLifecycleConfiguration',
  subresource: 'lifecycle',
  rootName: 'LifecycleConfiguration',
  read(root) {
    const rules = root.all('Rule');
    if (rules.length === 0 || rules.length > maximumRules) throw malformedXml();
    const ids = new Set<string>();
    return {
      Rule: rules.map((rule, index) => {
        const id = rule.textOf('ID') ?? `rule-${index + 1}`;
        if (ids.has(id))
          throw new ServiceError('InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule', 400, {
            ArgumentName: 'ID',
            ArgumentValue: id,
          });
        ids.add(id);
        return ruleOf(rule, id);
      }),
    };
  },
  absent: notThere('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'),
  deletable: true,
};

function ruleOf(rule: Element, ID: string): Xml {
  const Status = rule.textOf('Status');
  if (ID.length > 255) throw new ServiceError('InvalidArgument', 'ID length should not exceed allowed limit of 255', 400);
  if (Status !== 'Enabled' && Status !== 'Disabled') throw malformedXml();
  if (!rule.first('Filter') && rule.textOf('Prefix') === undefined) throw malformedXml();
  if (!actions.some((it) => rule.first(it)))
    throw new ServiceError('InvalidRequest', 'At least one action needs to be specified in a rule', 400);
  const days = rule.first('Expiration')?.textOf('Days');
  if (days !== undefined && !(Number(days) > 0))
    throw new ServiceError('InvalidArgument', "'Days' for Expiration action must be a positive integer", 400);
  checkDate(rule.first('Expiration')?.textOf('Date'));
  const written = contentOf(rule);
  return typeof written === 'object' && !Array.isArray(written) ? { ...written, ID } : { ID };
}

function checkDate(date: string | undefined): void {
  if (date !== undefined && !/T00:00:00(?:\.0+)?Z?$/.test(date))
    throw new ServiceError('InvalidArgument', "'Date' must be at midnight GMT", 400);
}

/** A document as it was written: the rules' members are many and all of them come back. */
function contentOf(element: Element): Xml {
  const { children } = element;
  if (children.length === 0) return element.text;
  const content: { [name: string]: Xml } = {};
  for (const { name } of children) content[name] ??= element.all(name).map(contentOf);
  return content;
}

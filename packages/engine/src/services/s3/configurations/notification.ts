import { ServiceError } from '../../../protocol/service-error.ts';
import type { BucketConfiguration, ConfigurationRequest } from '../bucket-configuration.ts';
import { checkDestinations } from '../check-destinations.ts';
import { notificationsOf, overlap, type TargetKind } from '../notification-rules.ts';
import { type Element, malformedXml } from '../request-document.ts';
import type { Xml } from '../xml.ts';

/** @source "Event notification types and destinations", Amazon S3 user guide */
const eventTypes: ReadonlySet<string> = new Set(
  [
    'TestEvent|ReducedRedundancyLostObject|IntelligentTiering|LifecycleTransition',
    'ObjectCreated:*|ObjectCreated:Put|ObjectCreated:Post|ObjectCreated:Copy|ObjectCreated:CompleteMultipartUpload',
    'ObjectRemoved:*|ObjectRemoved:Delete|ObjectRemoved:DeleteMarkerCreated',
    'ObjectRestore:*|ObjectRestore:Post|ObjectRestore:Completed|ObjectRestore:Delete',
    'Replication:*|Replication:OperationFailedReplication|Replication:OperationMissedThreshold',
    'Replication:OperationReplicatedAfterThreshold|Replication:OperationNotTracked',
    'LifecycleExpiration:*|LifecycleExpiration:Delete|LifecycleExpiration:DeleteMarkerCreated',
    'ObjectTagging:*|ObjectTagging:Put|ObjectTagging:Delete|ObjectAcl:Put|ObjectAnnotation:*',
  ]
    .join('|')
    .split('|')
    .map((it) => `s3:${it}`),
);

/** The service of each kind of target, in its ARN. */
const services: { readonly [kind in TargetKind]: string } = { Topic: 'sns', Queue: 'sqs', CloudFunction: 'lambda' };

/** @source "PutBucketNotificationConfiguration", Amazon S3 API reference; recordings of localstack's test_s3_notifications */
export const notification: BucketConfiguration = {
  name: 'BucketNotificationConfiguration',
  subresource: 'notification',
  rootName: 'NotificationConfiguration',
  async read(root, at) {
    const content = {
      TopicConfiguration: configurationsOf(root, 'Topic', at),
      QueueConfiguration: configurationsOf(root, 'Queue', at),
      CloudFunctionConfiguration: configurationsOf(root, 'CloudFunction', at),
      ...(root.first('EventBridgeConfiguration') && { EventBridgeConfiguration: {} }),
    };
    const text = JSON.stringify(content);
    const bucket = { ...at.bucket, configurations: { ...at.bucket.configurations, notification: text } };
    const { rules } = notificationsOf(bucket);
    for (const [index, one] of rules.entries()) {
      const other = rules.slice(index + 1).find((it) => overlap(one, it));
      if (!other) continue;
      const plain = [one, other].every(({ prefix, suffix }) => prefix === '' && suffix === '');
      const message = plain
        ? 'Configurations overlap. Configurations on the same bucket cannot share a common event type.'
        : 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.';
      throw new ServiceError('InvalidArgument', message, 400);
    }
    if (at.request.header('x-amz-skip-destination-validation')?.toLowerCase() !== 'true')
      await checkDestinations(at.on, bucket, at.request);
    return JSON.parse(text);
  },
  absent: () => ({}),
  deletable: false,
};

function configurationsOf(root: Element, kind: TargetKind, { on }: ConfigurationRequest): Xml[] {
  return root.all(`${kind}Configuration`).map((it) => {
    const events = it.all('Event').map(({ text }) => text);
    const target = it.textOf(kind);
    if (events.length === 0 || target === undefined) throw malformedXml();
    if (!events.every((event) => eventTypes.has(event)))
      throw new ServiceError('InvalidArgument', 'The event is not supported for notifications', 400);
    if (!new RegExp(`^arn:[\\w-]+:${services[kind]}:[a-z0-9-]+:\\d{12}:.+$`).test(target)) {
      const members = { ArgumentName: kind, ArgumentValue: target };
      throw new ServiceError('InvalidArgument', 'The ARN could not be parsed', 400, members);
    }
    const rules = it.first('Filter')?.first('S3Key')?.all('FilterRule') ?? [];
    const filter = rules.length === 0 ? {} : { Filter: { S3Key: { FilterRule: rules.map(filterRuleOf) } } };
    return { Id: it.textOf('Id') || on.world.uuid(), [kind]: target, Event: events, ...filter };
  });
}

function filterRuleOf(rule: Element): Xml {
  const name = rule.textOf('Name') ?? '';
  const Name = { prefix: 'Prefix', suffix: 'Suffix' }[name.toLowerCase()];
  if (Name === undefined) {
    const members = { ArgumentName: 'FilterRule.Name', ArgumentValue: name };
    throw new ServiceError('InvalidArgument', 'filter rule name must be either prefix or suffix', 400, members);
  }
  return { Name, Value: rule.textOf('Value') ?? '' };
}

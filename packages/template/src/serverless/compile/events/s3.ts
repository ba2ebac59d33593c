import { isMapping } from '../../../source.ts';
import type { Value } from '../../../template.ts';
import { properties } from '../../draft.ts';
import { alphanumericName, normalizedName, upperFirst } from '../../naming.ts';
import type { Section } from '../../section.ts';
import type { ServiceFunction } from '../../service.ts';
import { type EventCompilation, type EventType, type FunctionEvent, requiredText, settingsOf } from '../event-type.ts';
import { compileExistingBuckets, type ExistingBucketEvent } from '../existing-buckets.ts';
import { afterAlias, invocationTarget, servicePermission } from '../invocation.ts';

const known = ['bucket', 'event', 'existing', 'forceDeploy', 'rules'];
/** @source "Bucket naming rules", Amazon S3 user guide, as Serverless checks them */
const bucketName = /(?!^(\d{1,3}\.){3}\d{1,3}$)(^(([a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])\.)*([a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])$)/;

/** One bucket, and the functions it tells of its objects. */
interface Bucket {
  readonly name: string;
  /** Its key in `provider.s3`, or its name. */
  readonly key: string;
  /** Its settings in `provider.s3`. */
  readonly settings: Section | undefined;
  readonly event: FunctionEvent;
  readonly configurations: Value[];
  readonly targets: ServiceFunction[];
}

/** A new bucket that tells the function of its objects; one that is there already needs Serverless's own custom resource. */
export const s3: EventType = {
  name: 's3',
  compile(events, compilation) {
    const buckets = new Map<string, Bucket>();
    const existing: ExistingBucketEvent[] = [];
    for (const event of events) {
      const settings = settingsOf(event, 'bucket', known);
      if (settings?.flag('existing')) existing.push({ event, settings });
      else if (settings) addEvent(event, settings, buckets, compilation);
    }
    for (const bucket of buckets.values()) compileBucket(bucket, compilation);
    compileExistingBuckets(existing, compilation);
  },
};

function addEvent(event: FunctionEvent, settings: Section, buckets: Map<string, Bucket>, { service }: EventCompilation): void {
  if (isMapping(settings.raw('bucket'))) {
    settings.invalid('bucket', 'is an intrinsic function.', 'Name the bucket as text; only an existing bucket may be referred to.');
    return;
  }
  const key = requiredText(settings, 'bucket', 'Give the name of the bucket.');
  if (key === undefined) return;
  const shared = service.provider.section('s3');
  const own = shared?.has(key) ? shared.section(key) : undefined;
  const name = own?.text('name') || key;
  if (!bucketName.test(name))
    settings.invalid('bucket', `is "${name}", which is no name for a bucket.`, 'Small letters, digits, dots and dashes; 3 to 63 of them.');
  const bucket = buckets.get(name) ?? { name, key, settings: own, event, configurations: [], targets: [] };
  buckets.set(name, bucket);
  const rules = filterRules(settings);
  bucket.configurations.push(
    properties({
      Event: settings.text('event') ?? 's3:ObjectCreated:*',
      Function: invocationTarget(event.target),
      Filter: rules && { S3Key: { Rules: rules } },
    }),
  );
  bucket.targets.push(event.target);
}

/** `- prefix: uploads/` is one rule. */
function filterRules(settings: Section): Value[] | undefined {
  return settings.list('rules')?.flatMap((rule): Value[] => {
    const [entry] = isMapping(rule) ? Object.entries(rule) : [];
    if (!entry || !['prefix', 'suffix'].includes(entry[0])) {
      settings.invalid('rules', 'has a rule that is neither prefix nor suffix.', 'Write "- prefix: uploads/" or "- suffix: .jpg".');
      return [];
    }
    return [{ Name: entry[0], Value: entry[1] }];
  });
}

function compileBucket({ name, key, settings, event, configurations, targets }: Bucket, { draft }: EventCompilation): void {
  const permissionId = (target: ServiceFunction): string => `${normalizedName(target.key)}LambdaPermission${alphanumericName(key)}S3`;
  const more: { [property: string]: Value } = {};
  for (const member of settings?.names ?? []) if (member !== 'name') more[upperFirst(member)] = settings?.raw(member) ?? null;
  const { NotificationConfiguration: notifications, ...others } = more;
  const all = {
    BucketName: name,
    NotificationConfiguration: { LambdaConfigurations: configurations, ...(isMapping(notifications) ? notifications : {}) },
    ...others,
  };
  const waits = targets.flatMap((it) => [permissionId(it), ...(it.alias ? [it.alias.logicalId] : [])]);
  draft.add(`S3Bucket${alphanumericName(key)}`, { Type: 'AWS::S3::Bucket', Properties: all, DependsOn: waits }, event.place);
  for (const target of targets) {
    const permission = servicePermission(invocationTarget(target), 's3.amazonaws.com', {
      SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${name}`]] },
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
    draft.add(permissionId(target), { ...permission, ...afterAlias(target) }, event.place);
  }
}

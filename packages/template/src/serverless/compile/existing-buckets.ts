import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { normalizedName, upperFirst } from '../naming.ts';
import type { Section } from '../section.ts';
import { addCustomFunction, addCustomResource, customFunctionId } from './custom-resources.ts';
import { type EventCompilation, type FunctionEvent, refuseEvent, required } from './event-type.ts';

/** An event with `existing: true`, and what it says. */
export interface ExistingBucketEvent {
  readonly event: FunctionEvent;
  readonly settings: Section;
}

/**
 * Notifications of buckets that are there already, which Serverless adds by a custom resource for each function. On this
 * machine there is neither, and so each is refused by name too.
 */
export function compileExistingBuckets(events: readonly ExistingBucketEvent[], { service, draft }: EventCompilation): void {
  const statements: Value[] = [];
  /** The custom resources of each bucket wait for each other. */
  const last = new Map<string, string>();
  for (const target of service.functions) {
    const ofTarget = events.filter((it) => it.event.target === target);
    const configs = ofTarget.map(({ settings }) => ({
      Event: settings.text('event') ?? 's3:ObjectCreated:*',
      Rules: (settings.list('rules') ?? []).map((it) => (isMapping(it) ? firstUpper(it) : it)),
    }));
    const [first] = ofTarget;
    const bucket = first && required(first.settings, 'bucket', 'Give the name of the bucket.');
    for (const { event, settings } of ofTarget) {
      refuseEvent(
        event,
        'Serverless adds it to a bucket that is there already by a custom resource, code of its own on AWS.',
        'Let the service make the bucket, without "existing: true", or run with --allow-unsupported to leave this event out.',
      );
      if (JSON.stringify(settings.raw('bucket')) !== JSON.stringify(bucket))
        settings.invalid('bucket', 'is the second of its function.', 'Only one S3 Bucket can be configured per function.');
    }
    if (!first || bucket === undefined) continue;
    const id = `${normalizedName(target.key)}CustomS31`;
    const key = JSON.stringify(bucket);
    const before = last.get(key);
    last.set(key, id);
    addCustomResource(draft, id, {
      type: 'Custom::S3',
      kind: 's3',
      settings: {
        FunctionName: target.functionName,
        BucketName: bucket,
        BucketConfigs: configs,
        ForceDeploy: first.settings.flag('forceDeploy') || undefined,
      },
      after: [target.logicalId, customFunctionId('s3'), ...(before === undefined ? [] : [before])],
      place: first.event.place,
    });
    statements.push({
      Effect: 'Allow',
      Resource: { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 's3', '', '', bucket]] },
      Action: ['s3:PutBucketNotification', 's3:GetBucketNotification'],
    });
  }
  if (statements.length === 0) return;
  const functions = ['arn', { Ref: 'AWS::Partition' }, 'lambda', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }, 'function', '*'];
  statements.push({
    Effect: 'Allow',
    Resource: { 'Fn::Join': [':', functions] },
    Action: ['lambda:AddPermission', 'lambda:RemovePermission'],
  });
  addCustomFunction(service, draft, 's3', { statements, place: events[0]?.event.place });
}

/** `prefix: uploads/` is `Prefix`. */
function firstUpper(rule: { readonly [name: string]: Value }): Value {
  return Object.fromEntries(Object.entries(rule).map(([name, value]) => [upperFirst(name), value]));
}

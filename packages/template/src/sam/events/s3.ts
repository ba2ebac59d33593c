import { copyPlaces, markMember, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { reportInvalid } from '../compilation.ts';
import type { EventType } from '../event-type.ts';
import { conditional, referredLogicalId } from '../intrinsic-forms.ts';
import { checkShapes, requireProperties } from '../properties.ts';
import { derivedAttributes, type Mapping } from '../sam-resource.ts';
import { propagateTags } from '../tags.ts';
import { addEventPermission, targetArn } from './event-permission.ts';

/** Notifications of a bucket of the same template. @source "S3", AWS SAM developer guide */
export const s3: EventType = {
  type: 'S3',

  compile(event, compilation) {
    const { properties, owner, at } = event;
    checkShapes(properties, { Bucket: 'text', Events: 'text or list', Filter: 'map' }, owner, compilation);
    if (!requireProperties(properties, ['Bucket', 'Events'], owner, at, compilation)) return;
    const bucketId = isMapping(properties.Bucket) ? referredLogicalId(properties.Bucket) : undefined;
    const bucket = compilation.changed.get(bucketId ?? '') ?? compilation.written[bucketId ?? ''];
    if (bucketId === undefined || !isMapping(bucket)) {
      const hint = 'Write Bucket: !Ref BUCKET, where BUCKET is an AWS::S3::Bucket of this template.';
      reportInvalid(compilation, `${owner} names a bucket that is not in this template.`, placeOfMember(properties, 'Bucket'), {
        code: 'UNRESOLVED_REF',
        hint,
      });
      return;
    }
    const permissionId = addEventPermission(
      event,
      { Principal: 's3.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' } },
      compilation,
    );
    const condition = derivedAttributes(event.function).Condition;
    const types = Array.isArray(properties.Events) ? properties.Events : [properties.Events ?? null];
    const configurations = types.map((type): Value => {
      const { Filter: filter } = properties;
      const configuration = { Function: targetArn(event), ...(filter !== undefined && { Filter: filter }), Event: type };
      return condition === undefined ? configuration : conditional(condition, configuration);
    });
    const notified = withNotifications(isMapping(bucket.Properties) ? bucket.Properties : {}, configurations);
    // DependsOn takes no condition, so a conditional permission is waited for by a tag that refers to it.
    const tag = condition && {
      Key: `sam:ConditionalDependsOn:${permissionId}`,
      Value: conditional(condition, { Ref: permissionId }, 'no dependency'),
    };
    const tagged = tag ? copyPlaces(notified, { ...notified, Tags: [...listOf(notified.Tags), tag] }) : notified;
    const dependsOn = typeof bucket.DependsOn === 'string' ? [bucket.DependsOn] : listOf(bucket.DependsOn);
    const propagated = propagateTags({ Type: 'AWS::S3::Bucket', Properties: tagged }, event.function.properties);
    const changed = copyPlaces(bucket, {
      ...bucket,
      ...(!tag && { DependsOn: [...dependsOn, permissionId] }),
      Properties: propagated.Properties ?? tagged,
    });
    markMember(changed, 'DependsOn', placeOfMember(bucket, 'DependsOn') ?? at);
    compilation.changed.set(bucketId, changed);
  },
};

function withNotifications(properties: Mapping, configurations: readonly Value[]): Mapping {
  const { NotificationConfiguration: written } = properties;
  const before = isMapping(written) ? written : {};
  const list = [...listOf(before.LambdaConfigurations)];
  for (const configuration of configurations) {
    if (!list.some((it) => JSON.stringify(it) === JSON.stringify(configuration))) list.push(configuration);
  }
  return copyPlaces(properties, {
    ...properties,
    NotificationConfiguration: copyPlaces(before, { ...before, LambdaConfigurations: list }),
  });
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

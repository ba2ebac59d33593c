import type { Value } from '@gatewright/template';
import { documentOf, type Xml } from '../../services/s3/xml.ts';
import { listOf, membersOf, textOf } from './s3-values.ts';

/** The rules of a template as S3's document has them; moves to other storage classes have no effect here and are left out. */
export function lifecycleDocument(rules: readonly Value[]): string | undefined {
  const written = rules.map(ruleOf).filter((it) => it !== undefined);
  return written.length === 0 ? undefined : documentOf('LifecycleConfiguration', { Rule: written });
}

/** @source "AWS::S3::Bucket Rule", AWS CloudFormation template reference */
function ruleOf(rule: Value): Xml {
  const { Id, Status, Prefix, TagFilters, ObjectSizeGreaterThan, ObjectSizeLessThan, ...actions } = membersOf(rule);
  const { ExpirationDate, ExpirationInDays, ExpiredObjectDeleteMarker, NoncurrentVersionExpirationInDays } = actions;
  const noncurrent = membersOf(actions.NoncurrentVersionExpiration);
  const noncurrentDays = textOf(noncurrent.NoncurrentDays) ?? textOf(NoncurrentVersionExpirationInDays);
  const abortDays = textOf(membersOf(actions.AbortIncompleteMultipartUpload).DaysAfterInitiation);
  const date = textOf(ExpirationDate);
  const expiration = {
    ...(date !== undefined && { Date: date.includes('T') ? date : `${date}T00:00:00Z` }),
    Days: textOf(ExpirationInDays),
    ExpiredObjectDeleteMarker: textOf(ExpiredObjectDeleteMarker),
  };
  const hasExpiration = Object.values(expiration).some((it) => it !== undefined);
  if (!hasExpiration && noncurrentDays === undefined && abortDays === undefined) return undefined;
  const conditions: { readonly [name: string]: Xml }[] = [
    { Prefix: textOf(Prefix) },
    ...listOf(TagFilters).map((it) => ({ Tag: { Key: textOf(membersOf(it).Key), Value: textOf(membersOf(it).Value) } })),
    { ObjectSizeGreaterThan: textOf(ObjectSizeGreaterThan) },
    { ObjectSizeLessThan: textOf(ObjectSizeLessThan) },
  ].filter((it) => Object.values(it)[0] !== undefined);
  return {
    ID: textOf(Id),
    Status: textOf(Status),
    Filter: conditions.length > 1 ? { And: [conditions] } : (conditions[0] ?? { Prefix: '' }),
    Expiration: hasExpiration ? expiration : undefined,
    NoncurrentVersionExpiration:
      noncurrentDays === undefined
        ? undefined
        : { NoncurrentDays: noncurrentDays, NewerNoncurrentVersions: textOf(noncurrent.NewerNoncurrentVersions) },
    AbortIncompleteMultipartUpload: abortDays === undefined ? undefined : { DaysAfterInitiation: abortDays },
  };
}

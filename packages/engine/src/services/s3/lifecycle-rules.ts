import type { Bucket } from './bucket.ts';
import type { S3Object } from './s3-object.ts';

/** Which objects a rule is about. */
interface LifecycleFilter {
  readonly prefix: string;
  readonly tags: readonly (readonly [key: string, value: string])[];
  readonly largerThan: number;
  readonly smallerThan: number;
}

/** What a rule of a bucket's lifecycle does. Moves to other storage classes have no effect here. */
export interface LifecycleRule extends LifecycleFilter {
  readonly id: string;
  readonly expiration?: { readonly days?: number; readonly dateMs?: number; readonly lonelyMarkers?: boolean };
  readonly noncurrent?: { readonly days: number; readonly newerKept: number };
  readonly abortDays?: number;
}

/** An element as its document had it: members by name, each a list, or a text. */
type Written = string | { readonly [name: string]: readonly Written[] };

/** The rules of a bucket that are turned on. */
export function lifecycleRulesOf({ configurations }: Bucket): readonly LifecycleRule[] {
  const { lifecycle } = configurations;
  if (lifecycle === undefined) return [];
  const { Rule }: { Rule: readonly Written[] } = JSON.parse(lifecycle);
  return Rule.filter((it) => textIn(it, 'Status') === 'Enabled').map(ruleOf);
}

function ruleOf(rule: Written): LifecycleRule {
  const expiration = firstIn(rule, 'Expiration');
  const noncurrent = firstIn(rule, 'NoncurrentVersionExpiration');
  const abort = numberIn(firstIn(rule, 'AbortIncompleteMultipartUpload'), 'DaysAfterInitiation');
  const date = textIn(expiration, 'Date');
  const days = numberIn(expiration, 'Days');
  return {
    id: textIn(rule, 'ID') ?? '',
    ...filterOf(rule),
    ...(expiration !== undefined && {
      expiration: {
        ...(days !== undefined && { days }),
        ...(date !== undefined && { dateMs: Date.parse(/[Z+]/.test(date) ? date : `${date}Z`) }),
        lonelyMarkers: textIn(expiration, 'ExpiredObjectDeleteMarker') === 'true',
      },
    }),
    ...(noncurrent !== undefined && {
      noncurrent: { days: numberIn(noncurrent, 'NoncurrentDays') ?? 0, newerKept: numberIn(noncurrent, 'NewerNoncurrentVersions') ?? 0 },
    }),
    ...(abort !== undefined && { abortDays: abort }),
  };
}

function filterOf(rule: Written): LifecycleFilter {
  const filter = firstIn(rule, 'Filter');
  const all = firstIn(filter, 'And') ?? filter;
  const tags = typeof all === 'object' ? (all.Tag ?? []) : [];
  return {
    prefix: textIn(all, 'Prefix') ?? textIn(rule, 'Prefix') ?? '',
    tags: tags.map((it) => [textIn(it, 'Key') ?? '', textIn(it, 'Value') ?? ''] as const),
    largerThan: numberIn(all, 'ObjectSizeGreaterThan') ?? -1,
    smallerThan: numberIn(all, 'ObjectSizeLessThan') ?? Number.POSITIVE_INFINITY,
  };
}

function firstIn(element: Written | undefined, name: string): Written | undefined {
  return typeof element === 'object' ? [element[name] ?? []].flat()[0] : undefined;
}

function textIn(element: Written | undefined, name: string): string | undefined {
  const found = firstIn(element, name);
  return typeof found === 'string' ? found : undefined;
}

function numberIn(element: Written | undefined, name: string): number | undefined {
  const text = textIn(element, name);
  return text === undefined ? undefined : Number(text);
}

export function isAbout(rule: LifecycleFilter, { key, size, tags }: Pick<S3Object, 'key' | 'size' | 'tags'>): boolean {
  const isTagged = rule.tags.every(([name, value]) => tags[name] === value);
  return key.startsWith(rule.prefix) && isTagged && size > rule.largerThan && size < rule.smallerThan;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The midnight by UTC after so many days have passed. @source "Lifecycle configuration elements", Amazon S3 user guide */
export function midnightAfter(sinceMs: number, days: number): number {
  return (Math.floor(sinceMs / dayMs) + days + 1) * dayMs;
}

/** When an object expires, and by which rule: the earliest wins. */
export function expiryOf(
  rules: readonly LifecycleRule[],
  object: S3Object,
): { readonly atMs: number; readonly rule: LifecycleRule } | undefined {
  let first: { readonly atMs: number; readonly rule: LifecycleRule } | undefined;
  for (const rule of rules) {
    const { days, dateMs } = rule.expiration ?? {};
    const atMs = dateMs ?? (days === undefined ? undefined : midnightAfter(object.lastModifiedMs, days));
    if (atMs === undefined || !isAbout(rule, object)) continue;
    if (!first || atMs < first.atMs) first = { atMs, rule };
  }
  return first;
}

/** What an object's answer tells of its end. @source "GetObject", Amazon S3 API reference: x-amz-expiration */
export function expirationHeaders(bucket: Bucket, object: S3Object): { readonly [name: string]: string } {
  const expiry = expiryOf(lifecycleRulesOf(bucket), object);
  if (!expiry) return {};
  const date = new Date(expiry.atMs).toUTCString();
  return { 'x-amz-expiration': `expiry-date="${date}", rule-id="${encodeURIComponent(expiry.rule.id)}"` };
}

/** What is told of the end of an upload that nobody completes. @source "CreateMultipartUpload", Amazon S3 API reference: x-amz-abort-date */
export function abortHeaders(
  bucket: Bucket,
  upload: { readonly key: string; readonly initiatedMs: number },
): { readonly [name: string]: string } {
  const end = abortOf(lifecycleRulesOf(bucket), upload);
  if (!end) return {};
  return { 'x-amz-abort-date': new Date(end.atMs).toUTCString(), 'x-amz-abort-rule-id': end.rule.id };
}

export function abortOf(
  rules: readonly LifecycleRule[],
  { key, initiatedMs }: { readonly key: string; readonly initiatedMs: number },
): { readonly atMs: number; readonly rule: LifecycleRule } | undefined {
  const ends = rules.flatMap((rule) =>
    rule.abortDays === undefined || !key.startsWith(rule.prefix) ? [] : [{ atMs: midnightAfter(initiatedMs, rule.abortDays), rule }],
  );
  return ends.sort((a, b) => a.atMs - b.atMs)[0];
}

import type { Bucket } from './bucket.ts';

/** What one configuration of a bucket's notifications sends where. */
export interface NotificationRule {
  readonly id: string;
  readonly targetArn: string;
  /** `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

export type TargetKind = 'Topic' | 'Queue' | 'CloudFunction';
export const targetKinds: readonly TargetKind[] = ['Topic', 'Queue', 'CloudFunction'];

/** A configuration as its document has it; the target stands under the name of its kind. */
interface Configuration {
  readonly Id: string;
  readonly Event: readonly string[];
  readonly Filter?: { readonly S3Key: { readonly FilterRule: readonly { readonly Name: string; readonly Value: string }[] } };
  readonly Topic?: string;
  readonly Queue?: string;
  readonly CloudFunction?: string;
}

interface NotificationDocument {
  readonly TopicConfiguration?: readonly Configuration[];
  readonly QueueConfiguration?: readonly Configuration[];
  readonly CloudFunctionConfiguration?: readonly Configuration[];
  readonly EventBridgeConfiguration?: object;
}

export interface Notifications {
  readonly rules: readonly NotificationRule[];
  readonly eventBridge: boolean;
}

export function notificationsOf({ configurations }: Bucket): Notifications {
  const { notification } = configurations;
  if (notification === undefined) return { rules: [], eventBridge: false };
  const document: NotificationDocument = JSON.parse(notification);
  const rules = targetKinds.flatMap((kind) => (document[`${kind}Configuration`] ?? []).map((it) => ruleOf(it, it[kind] ?? '')));
  return { rules, eventBridge: document.EventBridgeConfiguration !== undefined };
}

function ruleOf({ Id, Event, Filter }: Configuration, targetArn: string): NotificationRule {
  const filterValue = (name: string): string => Filter?.S3Key.FilterRule.find((it) => it.Name === name)?.Value ?? '';
  return { id: Id, targetArn, events: Event, prefix: filterValue('Prefix'), suffix: filterValue('Suffix') };
}

/** @param eventName without `s3:`, as events carry it */
export function matchesRule({ events, prefix, suffix }: NotificationRule, eventName: string, key: string): boolean {
  return key.startsWith(prefix) && key.endsWith(suffix) && events.some((it) => coversEvent(it, `s3:${eventName}`));
}

function coversEvent(pattern: string, event: string): boolean {
  return pattern.endsWith(':*') ? event.startsWith(pattern.slice(0, -1)) : pattern === event;
}

/** Whether one object could make both rules fire. */
export function overlap(one: NotificationRule, other: NotificationRule): boolean {
  const either = (a: string, b: string, holds: (a: string, b: string) => boolean): boolean => holds(a, b) || holds(b, a);
  return (
    one.events.some((a) => other.events.some((b) => either(a, b, coversEvent))) &&
    either(one.prefix, other.prefix, (a, b) => a.startsWith(b)) &&
    either(one.suffix, other.suffix, (a, b) => a.endsWith(b))
  );
}

import { isRecord } from '../../protocol/shape.ts';
import type { World } from '../../world/world.ts';

/** An event as rules match it and targets get it. @source "Event structure reference", EventBridge user guide */
export interface Event {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** To the second, `2026-03-01T10:00:00Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: { readonly [member: string]: unknown };
}

export type EventContent = Pick<Event, 'detail-type' | 'source' | 'resources' | 'detail'>;

/** @param timeMs milliseconds since 1970 */
export function newEvent(world: World, { resources, detail, ...content }: EventContent, timeMs: number): Event {
  return {
    version: '0',
    id: world.uuid(),
    'detail-type': content['detail-type'],
    source: content.source,
    account: world.accountId,
    time: toSeconds(timeMs),
    region: world.region,
    resources,
    detail,
  };
}

export function toSeconds(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The event that a service or another bus hands over, complete; undefined when it is none. */
export function readEvent(document: unknown): Event | undefined {
  if (!isRecord(document)) return undefined;
  const { id, 'detail-type': detailType, source, account, time, region, resources, detail } = document;
  const texts = [id, detailType, source, account, time, region];
  if (!texts.every((it) => typeof it === 'string') || !Array.isArray(resources) || !isRecord(detail)) return undefined;
  return {
    version: '0',
    id: String(id),
    'detail-type': String(detailType),
    source: String(source),
    account: String(account),
    time: String(time),
    region: String(region),
    resources: resources.map(String),
    detail,
  };
}

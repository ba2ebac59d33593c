import { createHash } from 'node:crypto';
import { isRecord } from '../../protocol/shape.ts';
import type { Deliver } from '../targets.ts';
import type { CloudWatchLogs } from './cloudwatch-logs.ts';
import { ingest } from './ingest.ts';
import { findGroup, nameOfIdentifier } from './log-group.ts';

/**
 * Writes what a rule hands over into the log group that its ARN names, in a stream of the rule.
 *
 * @throws ServiceError ResourceNotFoundException
 * @source "Event bus targets", EventBridge user guide: an input transformer gives the event as `{"timestamp": ..., "message": ...}`
 */
export function createDeliver(on: () => CloudWatchLogs): Deliver {
  return async (targetArn, { payload, onBehalfOf }) => {
    const logs = on();
    const group = findGroup(logs, nameOfIdentifier(targetArn));
    await ingest(logs, group, streamNameOf(onBehalfOf?.sourceArn ?? ''), [eventOf(payload, logs.world.now())]);
  };
}

function eventOf(payload: string, nowMs: number): { readonly timestamp: number; readonly message: string } {
  const given = parse(payload);
  if (!isRecord(given) || typeof given.message !== 'string' || !Object.keys(given).every((it) => it === 'timestamp' || it === 'message'))
    return { timestamp: nowMs, message: payload };
  const timestamp = typeof given.timestamp === 'string' ? Date.parse(given.timestamp) : given.timestamp;
  return { timestamp: typeof timestamp === 'number' && Number.isFinite(timestamp) ? timestamp : nowMs, message: given.message };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In the form of a UUID, as EventBridge's own. */
function streamNameOf(sourceArn: string): string {
  return createHash('md5')
    .update(sourceArn)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

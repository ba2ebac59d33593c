import { WatchdogError, watched } from '../../../world/watchdog.ts';
import type { EventLog } from '../event-log.ts';
import type { Pipeline } from './commands.ts';
import { execute } from './execute.ts';
import type { Query } from './query.ts';
import { LogRecord } from './record.ts';

export interface QueryScope {
  readonly events: EventLog;
  readonly accountId: string;
  readonly groups: readonly { readonly id: string; readonly name: string; readonly keptSinceMs: number }[];
  readonly startMs: number;
  /** Included. */
  readonly endMs: number;
  readonly limit: number;
}

/** How long the commands may work on one batch of events: only a regular expression takes longer. */
const batchLimitMs = 500;

/** Runs a query to its end, a batch of events in each turn of the event loop. What goes wrong is in the query's status. */
export async function runQuery(query: Query, pipeline: Pipeline, scope: QueryScope): Promise<void> {
  const { events, accountId, groups, startMs, endMs, limit } = scope;
  const { statistics } = query;
  query.status = 'Running';
  try {
    const execution = execute(pipeline);
    for (const { id, name, keptSinceMs } of groups) {
      for await (const batch of events.read({ groupId: id, startMs: Math.max(startMs, keptSinceMs), endMs, reverse: true })) {
        if (query.status !== 'Running') return;
        const records = batch.map((event) => LogRecord.of(event, accountId, name));
        statistics.recordsMatched += watched(batchLimitMs, () => execution.take(records));
        statistics.recordsScanned += batch.length;
        for (const { message } of batch) statistics.bytesScanned += message.length;
        if (groups.length === 1 && execution.full) break;
      }
    }
    query.results = watched(batchLimitMs * 4, () => execution.finish(limit));
    query.status = 'Complete';
  } catch (error) {
    if (error instanceof WatchdogError) query.status = 'Timeout';
    else if (error instanceof RangeError) query.status = 'Failed';
    else throw error;
  }
}

import { gzipSync } from 'node:zlib';
import type { CloudWatchLogs, Listener } from './cloudwatch-logs.ts';
import type { SubscriptionFilter } from './documents.ts';
import { eventIdOf } from './event-id.ts';
import { createFilterMatcher } from './filter-matcher.ts';
import { groupArn } from './log-group.ts';

/**
 * Hands the events that subscription filters match to their functions, zipped, as AWS does.
 * @source "Subscription filters with Lambda", Amazon CloudWatch Logs user guide
 */
export function subscriptions(on: CloudWatchLogs, warn: (message: string) => void): Listener {
  const { world, targets } = on;
  const match = createFilterMatcher(warn);
  const told = new Set<string>();
  const deliver = async ({ destinationArn, groupName, name }: SubscriptionFilter, data: Buffer): Promise<void> => {
    try {
      const payload = JSON.stringify({ awslogs: { data: data.toString('base64') } });
      const sourceArn = `${groupArn(world, groupName)}:*`;
      const as = (principal: string): Promise<void> => targets.deliver(destinationArn, { payload, onBehalfOf: { principal, sourceArn } });
      // Permissions name the service with its region, as older guides do, or without.
      await as('logs.amazonaws.com').catch(() => as(`logs.${world.region}.amazonaws.com`));
    } catch (error) {
      // Nobody waits for the delivery: it is told once for each filter, or a log in a loop would fill the terminal.
      if (told.has(`${groupName}:${name}`)) return;
      told.add(`${groupName}:${name}`);
      warn(
        `The subscription filter "${name}" of ${groupName} cannot deliver to ${destinationArn}: ${error instanceof Error ? error.message : error}`,
      );
    }
  };
  return (group, logStream, events) => {
    for (const filter of on.subscriptionFilters.all()) {
      if (filter.groupName !== group.name) continue;
      const { matches } = match(filter, events);
      if (matches.length === 0) continue;
      const document = {
        messageType: 'DATA_MESSAGE',
        owner: world.accountId,
        logGroup: group.name,
        logStream,
        subscriptionFilters: [filter.name],
        logEvents: matches.map(({ event }) => ({ id: eventIdOf(event), timestamp: event.timestamp, message: event.message })),
      };
      void deliver(filter, gzipSync(JSON.stringify(document)));
    }
  };
}

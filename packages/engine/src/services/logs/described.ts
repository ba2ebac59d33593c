import type { CloudWatchLogs } from './cloudwatch-logs.ts';
import type { LogGroup, LogStream, MetricFilter, ResourcePolicy, SubscriptionFilter } from './documents.ts';
import { groupArn } from './log-group.ts';

/** A group as it is described. */
type DescribedGroup = { readonly [member: string]: unknown };

export function describedGroup({ world, metricFilters }: CloudWatchLogs, group: LogGroup): DescribedGroup {
  const { name, creationTimeMs, retentionInDays, logGroupClass, deletionProtectionEnabled } = group;
  const arn = groupArn(world, name);
  return {
    logGroupName: name,
    creationTime: creationTimeMs,
    retentionInDays,
    metricFilterCount: metricFilters.all().filter((it) => it.groupName === name).length,
    arn: `${arn}:*`,
    // AWS counts hours later; what it says of a young group is this.
    storedBytes: 0,
    logGroupClass,
    logGroupArn: arn,
    deletionProtectionEnabled,
  };
}

export function describedStream({ world }: CloudWatchLogs, stream: LogStream): object {
  const { groupName, name, creationTimeMs, firstEventMs, lastEventMs, lastIngestionMs } = stream;
  return {
    logStreamName: name,
    creationTime: creationTimeMs,
    firstEventTimestamp: firstEventMs,
    lastEventTimestamp: lastEventMs,
    lastIngestionTime: lastIngestionMs,
    ...(lastEventMs !== undefined && { uploadSequenceToken: sequenceToken(lastIngestionMs ?? lastEventMs) }),
    arn: `${groupArn(world, groupName)}:log-stream:${name}`,
    // AWS no longer counts bytes of streams.
    storedBytes: 0,
  };
}

/** A number of 56 digits; nobody has to hand it back any more. */
export function sequenceToken(ms: number): string {
  return `4964${String(ms).padStart(52, '0')}`;
}

export function describedMetricFilter({ groupName, name, pattern, transformations, creationTimeMs }: MetricFilter): object {
  return {
    filterName: name,
    filterPattern: pattern,
    metricTransformations: transformations,
    creationTime: creationTimeMs,
    logGroupName: groupName,
    applyOnTransformedLogs: false,
  };
}

export function describedSubscriptionFilter(filter: SubscriptionFilter): object {
  const { groupName, name, pattern, destinationArn, roleArn, distribution, creationTimeMs } = filter;
  return {
    filterName: name,
    logGroupName: groupName,
    filterPattern: pattern,
    destinationArn,
    roleArn,
    distribution,
    applyOnTransformedLogs: false,
    creationTime: creationTimeMs,
  };
}

export function describedPolicy({ name, document, lastUpdatedMs }: ResourcePolicy): object {
  return { policyName: name, policyDocument: document, lastUpdatedTime: lastUpdatedMs, policyScope: 'ACCOUNT' };
}

import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { CloudWatchLogs } from './cloudwatch-logs.ts';
import type { LogGroup } from './documents.ts';
import { invalidParameter } from './operation.ts';

export const dayMs: number = 24 * 60 * 60 * 1000;

export function createGroup(on: CloudWatchLogs, name: string, given: Partial<LogGroup> = {}): LogGroup {
  const { world, groups } = on;
  const group: LogGroup = {
    logGroupClass: 'STANDARD',
    deletionProtectionEnabled: false,
    tags: {},
    ...given,
    name,
    id: world.hex(16),
    creationTimeMs: world.now(),
  };
  // Whoever awaits nothing is told by the store's next write when the disk refuses.
  groups.put(name, group).catch(() => {});
  return group;
}

/** `arn:aws:logs:us-east-1:123456789012:log-group:NAME`, without the `:*` that most of AWS's answers have at its end. */
export function groupArn({ partition, region, accountId }: World, name: string): string {
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;
}

/** The name in an identifier, which is a name or an ARN. */
export function nameOfIdentifier(identifier: string): string {
  return identifier.startsWith('arn:') ? (identifier.split(':')[6] ?? '') : identifier;
}

/** @throws ServiceError ResourceNotFoundException */
export function findGroup({ groups }: CloudWatchLogs, name: string): LogGroup {
  const group = groups.get(name);
  if (!group) throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

/** @throws ServiceError InvalidOperationException @source the wording is measured in us-east-1 by cdk-preflight, 2026-09; the code is a guess */
export function checkStandardClass({ logGroupClass }: LogGroup): void {
  if (logGroupClass !== 'STANDARD')
    throw new ServiceError('InvalidOperationException', 'This operation is only supported on the Standard log class.');
}

/** The group that a request names in one of two ways. @throws ServiceError ValidationException, InvalidParameterException, ResourceNotFoundException */
export function groupOfRequest(
  on: CloudWatchLogs,
  { logGroupName, logGroupIdentifier }: { readonly logGroupName?: string; readonly logGroupIdentifier?: string },
): LogGroup {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw new ServiceError('ValidationException', 'LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  if (logGroupName === undefined && logGroupIdentifier === undefined)
    throw invalidParameter('Please provide either a LogGroup name or LogGroup identifier.');
  return findGroup(on, logGroupName ?? nameOfIdentifier(logGroupIdentifier ?? ''));
}

/** The first moment whose events a group still shows. */
export function keptSinceMs({ retentionInDays }: LogGroup, now: number): number {
  return retentionInDays === undefined ? 0 : now - retentionInDays * dayMs;
}

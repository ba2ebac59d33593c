import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, list, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { checkStandardClass, findGroup } from '../log-group.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { readPattern } from '../patterns.ts';
import { filterName, filterPattern, logGroupName } from '../shapes.ts';

/** Services that AWS delivers to. */
const vendors = ['lambda', 'kinesis', 'firehose', 'logs'];
/** Of a group. */
const maximumFilters = 2;

const input = structure('com.amazonaws.logs.PutSubscriptionFilterRequest', {
  logGroupName: required(logGroupName),
  filterName: required(filterName),
  filterPattern: required(filterPattern),
  destinationArn: required(string({ min: 1 })),
  roleArn: string({ min: 1 }),
  distribution: string({ values: ['Random', 'ByLogStream'] }),
  applyOnTransformedLogs: boolean,
  fieldSelectionCriteria: string({ max: 2000 }),
  emitSystemFields: list(string()),
});

/** @source "PutSubscriptionFilter", CloudWatch Logs API reference */
export const putSubscriptionFilter: RpcOperation<CloudWatchLogs> = logsOperation('PutSubscriptionFilter', input, async (on, request) => {
  const { destinationArn, filterPattern: pattern } = request;
  checkDestination(on, destinationArn, request.roleArn);
  if (request.applyOnTransformedLogs || request.fieldSelectionCriteria || request.emitSystemFields?.length)
    throw invalidParameter(
      'gatewright has no transformed logs, field selection criteria or system fields; leave them out on this machine.',
    );
  const group = findGroup(on, request.logGroupName);
  checkStandardClass(group);
  readPattern(pattern);
  const key = `${group.name}:${request.filterName}`;
  const others = on.subscriptionFilters.all().filter((it) => it.groupName === group.name && it.name !== request.filterName);
  if (others.length >= maximumFilters) throw new ServiceError('LimitExceededException', 'Resource limit exceeded.');
  await on.subscriptionFilters.put(key, {
    groupName: group.name,
    name: request.filterName,
    pattern,
    destinationArn,
    roleArn: request.roleArn,
    distribution: request.distribution ?? 'ByLogStream',
    creationTimeMs: on.subscriptionFilters.get(key)?.creationTimeMs ?? on.world.now(),
  });
  return undefined;
});

/**
 * @throws ServiceError AccessDeniedException, InvalidParameterException
 * @source recorded from AWS by the tests of localstack; measured in us-east-1 by cdk-preflight, 2026-09
 */
function checkDestination({ world }: CloudWatchLogs, arn: string, roleArn: string | undefined): void {
  const [, , service = '', , accountId] = arn.split(':');
  if (service === 'lambda') {
    if (roleArn !== undefined) throw invalidParameter('destinationArn for vendor lambda cannot be used with roleArn');
    if (accountId !== world.accountId)
      throw new ServiceError(
        'AccessDeniedException',
        'Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.',
      );
    return;
  }
  if (!vendors.includes(service))
    throw invalidParameter(`PutSubscriptionFilter operation cannot work with destinationArn for vendor ${service}`);
  if ((service === 'kinesis' || service === 'firehose') && roleArn === undefined)
    throw invalidParameter(`destinationArn for vendor ${service} cannot be used without roleArn`);
  throw invalidParameter(`gatewright delivers log events to Lambda functions alone, not to ${arn}.`);
}

import { validationError } from '../../../protocol/shape.ts';
import type { World } from '../../../world/world.ts';

/** Services that an alarm may tell. @source "PutMetricAlarm", Amazon CloudWatch API reference */
const vendors = ['automate', 'autoscaling', 'lambda', 'sns', 'ssm', 'ssm-incidents', 'swf'];

/**
 * Holds the actions of an alarm against CloudWatch's rules. Whether their targets are there is not asked, as on AWS.
 *
 * @throws ServiceError ValidationException
 * @source the wording is measured in us-east-1 by cdk-preflight, 2026-09
 */
export function checkActions({ region }: World, ...lists: readonly (readonly string[] | undefined)[]): void {
  for (const action of lists.flatMap((it) => it ?? [])) {
    const [arn, , vendor = '', actionRegion = ''] = action.split(':');
    if (arn !== 'arn') throw validationError(`Invalid arn syntax: ${action}`);
    if (!vendors.includes(vendor)) throw validationError(`Unsupported AWS vendor ${vendor}`);
    if (actionRegion !== '' && actionRegion !== region)
      throw validationError(`Invalid region ${actionRegion} specified. Only ${region} is supported.`);
  }
}

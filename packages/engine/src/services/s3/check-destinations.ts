import { ServiceError } from '../../protocol/service-error.ts';
import type { Bucket } from './bucket.ts';
import { notificationsOf } from './notification-rules.ts';
import { callerFor, deliveryFor } from './notifier.ts';
import type { S3State } from './operation.ts';
import type { S3Request } from './s3-request.ts';
import { hostIdOf } from './s3-request.ts';

/**
 * Holds each target of a bucket's notifications to be there and to let S3 in: functions are asked, queues and topics are sent a test event.
 * @throws ServiceError InvalidArgument, with a pair of members for each target that is not
 * @source recordings of localstack's test_s3_notifications; "Test event", Amazon S3 user guide
 */
export async function checkDestinations(on: S3State, bucket: Bucket, request: S3Request): Promise<void> {
  const failures: (readonly [target: string, reason: string])[] = [];
  for (const targetArn of new Set(notificationsOf(bucket).rules.map((it) => it.targetArn))) {
    if (targetArn.split(':')[2] === 'lambda') {
      if (!on.mayInvoke(targetArn, callerFor(on.world, bucket.name)))
        failures.push([`${targetArn}, null`, `Not authorized to invoke function [${targetArn}]`]);
    } else await sendTestEvent(targetArn);
  }
  if (failures.length === 0) return;
  const members = Object.fromEntries(
    failures.flatMap(([target, reason], index) => [
      [`ArgumentName${index + 1}`, target],
      [`ArgumentValue${index + 1}`, reason],
    ]),
  );
  throw new ServiceError('InvalidArgument', 'Unable to validate the following destination configurations', 400, members);

  async function sendTestEvent(targetArn: string): Promise<void> {
    const event = {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: new Date(on.world.now()).toISOString(),
      Bucket: bucket.name,
      RequestId: request.requestId,
      HostId: hostIdOf(request.requestId),
    };
    try {
      await on.targets.deliver(targetArn, deliveryFor(on.world, { bucketName: bucket.name, targetArn }, JSON.stringify(event)));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const kind = targetArn.split(':')[2] === 'sqs' ? 'queue' : 'topic';
      const isMissing = /NonExistent|NotFound/.test(error.code);
      const refused = error.message.startsWith('gatewright ')
        ? error.message
        : `Permissions on the destination ${kind} do not allow S3 to publish notifications from this bucket`;
      failures.push([targetArn, isMissing ? `The destination ${kind} does not exist` : refused]);
    }
  }
}

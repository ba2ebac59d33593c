import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { Delivery, Targets } from '../targets.ts';
import { eventBridgeEvent } from './event-bridge-event.ts';
import { eventRecord } from './event-record.ts';
import { matchesRule, notificationsOf } from './notification-rules.ts';
import type { ObjectChange } from './operation.ts';

/** In whose name S3 hands an event over. */
export function callerFor(world: World, bucketName: string): NonNullable<Delivery['onBehalfOf']> {
  return { principal: 's3.amazonaws.com', sourceArn: `arn:${world.partition}:s3:::${bucketName}`, sourceAccount: world.accountId };
}

/** What S3 hands to a target; topics' messages have a subject. @source recordings of localstack's test_s3_notifications_sns */
export function deliveryFor(
  world: World,
  { bucketName, targetArn }: { readonly bucketName: string; readonly targetArn: string },
  payload: string,
): Delivery {
  const subject = targetArn.split(':')[2] === 'sns' ? { subject: 'Amazon S3 Notification' } : {};
  return { payload, onBehalfOf: callerFor(world, bucketName), ...subject };
}

/** Tells the targets of a bucket's notifications of each change. What they do not take is lost, as on AWS, with a warning to the developer. */
export function createNotifier(world: World, targets: Targets): (change: ObjectChange) => void {
  let last = 0;
  return (change) => {
    const { rules, eventBridge } = notificationsOf(change.bucket);
    if (rules.length === 0 && !eventBridge) return;
    last = Math.max(last + 1, world.now() * 1000);
    // Later is greater, for one key, when the shorter is filled with zeros on the right.
    const sequencer = last.toString(16).toUpperCase().padStart(18, '0');
    const fired = rules.filter((it) => matchesRule(it, change.eventName, change.key));
    for (const { id, targetArn } of fired)
      send(targetArn, JSON.stringify({ Records: [eventRecord(world, change, { sequencer, configurationId: id })] }));
    const event = eventBridge ? eventBridgeEvent(world, change, sequencer) : undefined;
    if (event) send(`arn:${world.partition}:events:${world.region}:${world.accountId}:event-bus/default`, JSON.stringify(event));

    function send(targetArn: string, payload: string): void {
      targets.deliver(targetArn, deliveryFor(world, { bucketName: change.bucket.name, targetArn }, payload)).catch((error: unknown) => {
        if (!(error instanceof ServiceError)) throw error;
        process.emitWarning(`The bucket ${change.bucket.name} could not notify ${targetArn}: ${error.code}: ${error.message}`);
      });
    }
  };
}

import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { map, string, structure } from '../../../protocol/shape.ts';
import { settingsOf } from '../queue.ts';
import { checkQueueName, normalized, withAttributes } from '../queue-attributes.ts';
import type { Queues } from '../queues.ts';
import { checkRedriveAllowPolicy, checkRedrivePolicy } from '../redrive.ts';
import { given } from '../refusals.ts';
import { checkTags } from '../tags.ts';

const input = structure('com.amazonaws.sqs.CreateQueueRequest', {
  QueueName: string(),
  Attributes: map(string(), 'String'),
  tags: map(string(), 'String'),
});

/** @source "CreateQueue", Amazon SQS API reference */
export const createQueue: RpcOperation<Queues> = rpcOperation(
  'CreateQueue',
  input,
  async (queues: Queues, { QueueName, Attributes: asked = {}, tags = {} }) => {
    const Attributes = normalized(asked);
    const name = given(QueueName, 'QueueName');
    const { world } = queues;
    const before = queues.get(name);
    if (before) {
      const has = settingsOf(before);
      const different = Object.keys(Attributes).find((it) => (Attributes[it] === '' ? undefined : Attributes[it]) !== has[it]);
      if (different === undefined) return { QueueUrl: queues.urlOf(before) };
      throw new ServiceError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${different}`,
      );
    }
    checkQueueName(name, Attributes);
    const attributes = withAttributes({ name, attributes: {} }, Attributes);
    checkRedrivePolicy(queues, { name }, Attributes.RedrivePolicy);
    checkRedriveAllowPolicy(Attributes.RedriveAllowPolicy);
    checkTags(name, tags);
    const queue = { name, id: world.hex(16), createdMs: world.now(), modifiedMs: world.now(), attributes, tags };
    await queues.put(queue);
    return { QueueUrl: queues.urlOf(queue) };
  },
);

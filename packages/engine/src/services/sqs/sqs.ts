import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import { callRpc, type RpcService } from '../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import { Documents } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import { allowsService } from '../service-access.ts';
import type { Deliver, Delivery } from '../targets.ts';
import { answerQuery, speaksQuery, unknownOperation } from './query-protocol.ts';
import { isFifo, nameInArn, type Queue } from './queue.ts';
import { Queues } from './queues.ts';
import { noSuchQueue, queryCodeOf } from './refusals.ts';

/** Simple Queue Service. */
export interface SqsService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  /** Sends to a queue what another service hands over, when the queue's policy lets it. */
  readonly deliver: Deliver;
  /** The URL of the queue with this ARN. @throws ServiceError QueueDoesNotExist */
  urlOf(queueArn: string): string;
  /** Calls `listener` when the queue may have something to receive; the answer ends it. */
  onMessage(queueArn: string, listener: () => void): () => void;
}

export interface SqsParts {
  readonly world: World;
  readonly store: Store;
  /** Where clients reach the AWS endpoint: `http://127.0.0.1:4566`. */
  readonly endpointUrl: () => string;
}

export function createSqs({ world, store, endpointUrl }: SqsParts): SqsService {
  const queues = new Queues({ world, store, documents: new Documents(store, 'sqs/queue'), endpointUrl });
  const rpc: RpcService<Queues> = {
    signingName: 'sqs',
    json: { targetPrefix: 'AmazonSQS', exceptionPackage: 'com.amazonaws.sqs#' },
    service: queues,
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    queryErrorCode: queryCodeOf,
    resourceOf: (input) => resourceIn(input),
  };
  const call: SqsService['call'] = (operation, input) => callRpc(rpc, operation, input);
  const urlOf = (queueArn: string): string => {
    const queue = queues.atArn(queueArn);
    if (!queue) throw noSuchQueue();
    return queues.urlOf(queue);
  };
  return {
    signingName: 'sqs',
    handle: (request) => {
      if (speaksQuery(request)) return answerQuery(rpc, request);
      return request.method === 'GET' ? unknownOperation(request) : answerRpc(rpc, request);
    },
    call,
    urlOf,
    async deliver(targetArn, { payload, onBehalfOf, messageAttributes, messageGroupId, messageDeduplicationId, traceHeader }) {
      const queue = queues.atArn(targetArn);
      if (!queue) throw noSuchQueue();
      const access = { action: 'sqs:SendMessage', resourceArn: targetArn, accountId: world.accountId };
      if (onBehalfOf && !allowsService(queue.attributes.Policy, { ...access, ...onBehalfOf }))
        throw new ServiceError('AccessDenied', `The policy of ${targetArn} does not let ${onBehalfOf.principal} send to it.`, 403);
      await call('SendMessage', {
        QueueUrl: queues.urlOf(queue),
        MessageBody: payload,
        MessageAttributes: messageAttributes,
        ...(traceHeader !== undefined && { MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } } }),
        ...groupOf(queue, { messageGroupId, messageDeduplicationId }),
      });
    },
    onMessage(queueArn, listener) {
      const name = nameInArn(queueArn);
      if (name === undefined) throw noSuchQueue();
      const queue = queues.get(name);
      // A queue tells its listeners once its messages are read.
      if (queue) queues.messagesOf(queue);
      return queues.listen(name, listener);
    },
  };
}

/** A standard queue takes the group that fair queues share by, and none that comes from a FIFO topic. */
function groupOf(
  queue: Queue,
  { messageGroupId, messageDeduplicationId }: Pick<Delivery, 'messageGroupId' | 'messageDeduplicationId'>,
): object {
  if (isFifo(queue)) return { MessageGroupId: messageGroupId, MessageDeduplicationId: messageDeduplicationId };
  return messageDeduplicationId === undefined ? { MessageGroupId: messageGroupId } : {};
}

function resourceIn(input: unknown): string | undefined {
  const { QueueUrl, QueueName } = isRecord(input) ? input : {};
  if (typeof QueueUrl === 'string') return QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
  return typeof QueueName === 'string' ? QueueName : undefined;
}

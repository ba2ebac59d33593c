import { ServiceError } from '../protocol/service-error.ts';
import { isRecord } from '../protocol/shape.ts';
import type { World } from '../world/world.ts';
import type { EventReader, EventRecord, EventSource } from './event-source.ts';
import type { SqsService } from './sqs/sqs.ts';

/** One request receives ten messages at most. */
const receivedMax = 10;

/** Queues as event source mappings read them, by SQS's own operations. */
export function createSqsEventSource(world: World, sqs: SqsService): EventSource {
  return {
    async open({ sourceArn }) {
      // Throws when there is no such queue.
      sqs.urlOf(sourceArn);
      return reader(world, sqs, sourceArn);
    },
  };
}

function reader(world: World, sqs: SqsService, sourceArn: string): EventReader {
  const handles = new WeakMap<EventRecord, string>();
  let closed = false;
  return {
    kind: 'queue',
    async poll(limit) {
      const records: EventRecord[] = [];
      while (!closed && records.length < limit) {
        const received = await receive(sqs, sourceArn, Math.min(receivedMax, limit - records.length));
        if (received.length === 0) break;
        for (const message of received) {
          const record = recordOf(world, sourceArn, message);
          handles.set(record, String(message.ReceiptHandle));
          records.push(record);
        }
      }
      return records;
    },
    onAvailable: (listener) => sqs.onMessage(sourceArn, listener),
    async accept(records) {
      await Promise.all(records.map((it) => remove(sqs, sourceArn, handles.get(it))));
      return undefined;
    },
    // They come back when their visibility timeout ends, as on AWS.
    reject: async () => undefined,
    describe: () => ({}),
    close() {
      closed = true;
    },
  };
}

/** None of a queue that is gone; should it be made anew, it tells. */
async function receive(sqs: SqsService, sourceArn: string, limit: number): Promise<readonly { readonly [member: string]: unknown }[]> {
  try {
    const { Messages } = await sqs.call('ReceiveMessage', {
      QueueUrl: sqs.urlOf(sourceArn),
      MaxNumberOfMessages: limit,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return Array.isArray(Messages) ? Messages.filter(isRecord) : [];
  } catch (error) {
    if (error instanceof ServiceError) return [];
    throw error;
  }
}

/** A queue that is gone, or a handle that has expired, has nothing to delete: the message comes again. */
async function remove(sqs: SqsService, sourceArn: string, ReceiptHandle: string | undefined): Promise<void> {
  try {
    await sqs.call('DeleteMessage', { QueueUrl: sqs.urlOf(sourceArn), ReceiptHandle });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
}

/** A message as the function sees it. @source "Using Lambda with Amazon SQS", AWS Lambda developer guide; events recorded on AWS by localstack */
function recordOf(world: World, sourceArn: string, message: { readonly [member: string]: unknown }): EventRecord {
  const { MessageId, ReceiptHandle, Body, MD5OfBody, MD5OfMessageAttributes } = message;
  const attributes = isRecord(message.Attributes) ? message.Attributes : {};
  const messageAttributes = isRecord(message.MessageAttributes) ? message.MessageAttributes : {};
  const document = {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes,
    messageAttributes: Object.fromEntries(Object.entries(messageAttributes).map(([name, it]) => [name, attributeOf(it)])),
    ...(MD5OfMessageAttributes !== undefined && { md5OfMessageAttributes: MD5OfMessageAttributes }),
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: sourceArn,
    awsRegion: world.region,
  };
  const itemIdentifier = String(MessageId);
  return {
    itemIdentifier,
    document,
    filtered: { ...document, body: readBody(String(Body)) },
    key: typeof attributes.MessageGroupId === 'string' ? attributes.MessageGroupId : itemIdentifier,
    arrivedAt: Number(attributes.SentTimestamp),
  };
}

function attributeOf(attribute: unknown): object {
  const { StringValue, BinaryValue, DataType } = isRecord(attribute) ? attribute : {};
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/** Filters look into a body that is JSON. */
function readBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

// Covers messages: sending, receiving, hiding, deleting, groups, duplicates, dead letters and moving them. Queues are in queues.test.ts.
import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let sqs: SQSClient;
let count = 0;

beforeAll(async () => {
  endpoint = await startServices();
  sqs = new SQSClient(endpoint.client);
});
afterAll(() => endpoint.stop());

const create = async (Attributes: Record<string, string> = {}): Promise<string> => {
  count += 1;
  const QueueName = `messages-${process.pid}-${count}${Attributes.FifoQueue ? '.fifo' : ''}`;
  return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
};
const arnOf = async (QueueUrl: string): Promise<string> =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }))).Attributes?.QueueArn ?? '';
const send = (QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<readonly Message[]> =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];
const bodies = async (...asked: Parameters<typeof receive>): Promise<readonly (string | undefined)[]> =>
  (await receive(...asked)).map((it) => it.Body);
const hide = (QueueUrl: string, { ReceiptHandle }: Message, VisibilityTimeout: number) =>
  sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
const remove = (QueueUrl: string, { ReceiptHandle }: Message) => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

describe('a standard queue', () => {
  test('hands a message out with what is asked for', async () => {
    const queue = await create();
    const MessageAttributes = {
      General: { DataType: 'String', StringValue: 'Kenobi' },
      Hello: { DataType: 'String', StringValue: 'There' },
      'Help.Me': { DataType: 'String', StringValue: 'Me' },
    };
    // The digests are those that AWS answered. Source: recorded by localstack, 2023-07-06.
    expect(await send(queue, 'msg', { MessageAttributes })).toMatchObject({
      MD5OfMessageAttributes: '4c360f3fdafd970e05fae2f149d997f5',
      MD5OfMessageBody: '6e2baaf3b97dbeef01c0043275f9a0e7',
    });
    const ask = async (more: Partial<ReceiveMessageCommandInput>) => (await receive(queue, { VisibilityTimeout: 0, ...more }))[0];
    expect(await ask({})).not.toHaveProperty('MessageAttributes');
    expect(await ask({ MessageAttributeNames: ['.*'] })).toMatchObject({ MessageAttributes });
    expect(await ask({ MessageAttributeNames: ['Hel.*'] })).toMatchObject({ MD5OfMessageAttributes: '83fee93c1bcd8b9a5a923ffacdc636c7' });
    expect(await ask({ MessageAttributeNames: ['Hello', 'None'] })).toMatchObject({
      MD5OfMessageAttributes: 'a311262e065454b75da111d535b8dacd',
    });
    expect((await ask({ MessageSystemAttributeNames: ['All'] }))?.Attributes).toEqual({
      SenderId: expect.any(String),
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      ApproximateReceiveCount: '5',
      SentTimestamp: expect.stringMatching(/^\d{13}$/),
    });
  });

  test('waits for a message', async () => {
    const queue = await create();
    const waiting = receive(queue, { WaitTimeSeconds: 20 });
    await send(queue, 'late');
    expect((await waiting).map((it) => it.Body)).toEqual(['late']);
  });

  test('hides what was received, until it is told otherwise', async () => {
    const queue = await create();
    await send(queue, 'a');
    const [message = {}] = await receive(queue);
    expect(await bodies(queue)).toEqual([]);
    await hide(queue, message, 0);
    expect(await bodies(queue)).toEqual(['a']);
    await remove(queue, message);
    await expect(hide(queue, message, 0)).rejects.toMatchObject({
      message: expect.stringMatching(/ for parameter ReceiptHandle is invalid\. Reason: Message does not exist or is not available/),
    });
  });

  test('answers each entry of a batch', async () => {
    const queue = await create();
    const Entries = ['a', 'b'].map((it) => ({ Id: it, MessageBody: it }));
    const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }));
    expect(sent.Successful?.map((it) => it.Id)).toEqual(['a', 'b']);
    const [first] = await receive(queue);
    const removed = await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queue,
        Entries: [
          { Id: '1', ReceiptHandle: first?.ReceiptHandle },
          { Id: '2', ReceiptHandle: 'x' },
        ],
      }),
    );
    expect(removed.Successful).toEqual([{ Id: '1' }]);
    expect(removed.Failed).toMatchObject([{ Id: '2', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
  });

  test('buries what is received too often, and gives it back', async () => {
    const dead = await create();
    const DeadArn = await arnOf(dead);
    const source = await create({
      VisibilityTimeout: '0',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: DeadArn, maxReceiveCount: 2 }),
    });
    await send(source, 'poison');
    expect([await bodies(source), await bodies(source), await bodies(source)]).toEqual([['poison'], ['poison'], []]);
    const [buried] = await receive(dead, { VisibilityTimeout: 0, MessageSystemAttributeNames: ['All'] });
    expect(buried?.Attributes).toMatchObject({ ApproximateReceiveCount: '3', DeadLetterQueueSourceArn: await arnOf(source) });
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: DeadArn }));
    expect(await bodies(source, { WaitTimeSeconds: 5 })).toEqual(['poison']);
    const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: DeadArn }));
    expect(Results).toMatchObject([{ SourceArn: DeadArn, ApproximateNumberOfMessagesToMove: 1, ApproximateNumberOfMessagesMoved: 1 }]);
  });
});

describe('a FIFO queue', () => {
  const sendTo = (queue: string, body: string, group = 'g') => send(queue, body, { MessageGroupId: group });
  const createFifo = () => create({ FifoQueue: 'true', ContentBasedDeduplication: 'true' });

  test('keeps the order of a group, and holds back what comes behind a hidden message', async () => {
    const queue = await createFifo();
    for (const body of ['a', 'b', 'c']) await sendTo(queue, body);
    await sendTo(queue, 'other', 'h');
    const [first = {}, second = {}] = await receive(queue, { MaxNumberOfMessages: 2 });
    expect([first.Body, second.Body]).toEqual(['a', 'b']);
    expect(await bodies(queue)).toEqual(['other']);
    // Source: recorded on AWS by localstack, 2025-11-19.
    await hide(queue, first, 0);
    expect(await bodies(queue)).toEqual(['a']);
    await expect(remove(queue, first)).rejects.toMatchObject({
      message: expect.stringMatching(/Reason: The receipt handle has expired\.$/),
    });
    await remove(queue, second);
  });

  test('takes a message once in five minutes', async () => {
    const queue = await createFifo();
    const first = await sendTo(queue, 'a');
    const again = await sendTo(queue, 'a', 'another');
    expect(again).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    const [message = {}] = await receive(queue);
    await remove(queue, message);
    await sendTo(queue, 'a');
    expect(await bodies(queue)).toEqual([]);
    const scoped = await create({ FifoQueue: 'true', ContentBasedDeduplication: 'true', DeduplicationScope: 'messageGroup' });
    await sendTo(scoped, 'a');
    await sendTo(scoped, 'a', 'another');
    expect(await bodies(scoped)).toEqual(['a', 'a']);
  });

  test('numbers its messages upwards', async () => {
    const queue = await createFifo();
    const numbers = [(await sendTo(queue, 'a')).SequenceNumber ?? '', (await sendTo(queue, 'b')).SequenceNumber ?? ''];
    expect(numbers.every((it) => /^\d{20}$/.test(it))).toBe(true);
    expect([...numbers].sort()).toEqual(numbers);
  });
});

type Refusal = {
  readonly name: string;
  readonly fifo?: boolean;
  readonly body?: string;
  readonly more?: Partial<SendMessageCommandInput>;
  readonly error: string;
  readonly message: string;
};
const attribute = (it: MessageAttributeValue): Partial<SendMessageCommandInput> => ({ MessageAttributes: { ErrorDetails: it } });
// Sources: recorded on AWS by localstack, 2024-04-30 to 2025-09-22.
const refusals: readonly Refusal[] = [
  { name: 'no text', body: '', error: 'MissingParameter', message: 'The request must contain the parameter MessageBody.' },
  {
    name: 'a text that is too long',
    body: 'a'.repeat(1_048_577),
    error: 'InvalidParameterValue',
    message: 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
  },
  {
    name: 'an empty attribute',
    more: attribute({ DataType: 'String', StringValue: '' }),
    error: 'InvalidParameterValue',
    message: "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
  },
  {
    name: 'a group with a space',
    more: { MessageGroupId: 'group 123' },
    error: 'InvalidParameterValue',
    message:
      'Value group 123 for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
  },
  { name: 'no group', fifo: true, error: 'MissingParameter', message: 'The request must contain the parameter MessageGroupId.' },
  {
    name: 'nothing to know a duplicate by',
    fifo: true,
    more: { MessageGroupId: 'g' },
    error: 'InvalidParameterValue',
    message: 'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  },
  {
    name: 'a delay of one message',
    fifo: true,
    more: { MessageGroupId: 'g', MessageDeduplicationId: 'd', DelaySeconds: 2 },
    error: 'InvalidParameterValue',
    message: 'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
  },
];
test.each(refusals)('SendMessage refuses $name', async ({ fifo = false, body = 'message', more, error, message }) => {
  const queue = await create(fifo ? { FifoQueue: 'true' } : {});
  await expect(send(queue, body, more)).rejects.toMatchObject({ name: error, message });
});

test.each([
  [{ MaxNumberOfMessages: 11 }, 'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.'],
  [{ WaitTimeSeconds: 21 }, 'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.'],
])('ReceiveMessage refuses %o', async (more, message) => {
  await expect(receive(await create(), more)).rejects.toMatchObject({ name: 'InvalidParameterValue', message });
});

const many = (length: number): { Id: string; MessageBody: string }[] =>
  Array.from({ length }, (_, it) => ({ Id: String(it), MessageBody: 'a' }));
test.each([
  [[], 'EmptyBatchRequest', 'There should be at least one SendMessageBatchRequestEntry in the request.'],
  [many(20), 'TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10. You have sent 20.'],
  [
    [{ Id: 'a:b', MessageBody: 'a' }],
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  ],
  [[...many(1), ...many(1)], 'BatchEntryIdsNotDistinct', 'Id 0 repeated.'],
])('SendMessageBatch refuses %#', async (Entries, name, message) => {
  const QueueUrl = await create();
  await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({ name, message });
});

test('messages move from dead-letter queues only, and tasks are cancelled by their handle', async () => {
  const SourceArn = await arnOf(await create());
  await expect(sqs.send(new StartMessageMoveTaskCommand({ SourceArn }))).rejects.toMatchObject({
    message: 'Source queue must be configured as a Dead Letter Queue.',
  });
  await expect(sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: 'x' }))).rejects.toMatchObject({
    message: 'Value for parameter TaskHandle is invalid.',
  });
});

// Covers queues: their attributes, names, listing, tags, permissions and refusals. Messages are in messages.test.ts.
import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let sqs: SQSClient;
let count = 0;

const fresh = (suffix = ''): string => {
  count += 1;
  return `conformance-${process.pid}-${count}${suffix}`;
};

beforeAll(async () => {
  endpoint = await startServices();
  sqs = new SQSClient(endpoint.client);
});
afterAll(() => endpoint.stop());

type Attributes = Record<string, string>;
const create = async (Attributes: Attributes = {}, QueueName = fresh(Attributes.FifoQueue ? '.fifo' : '')): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
const attributesOf = async (QueueUrl: string): Promise<Attributes | undefined> =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;
const arnOf = async (QueueUrl: string): Promise<string> => (await attributesOf(QueueUrl))?.QueueArn ?? '';

describe('a queue', () => {
  // Source: recorded on AWS by localstack, 2025-12-10.
  test('has the defaults of its kind', async () => {
    const computed = {
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
      LastModifiedTimestamp: expect.stringMatching(/^\d{10}$/),
      QueueArn: expect.stringMatching(/^arn:aws:sqs:[a-z0-9-]+:\d{12}:/),
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
      VisibilityTimeout: '30',
    };
    expect(await attributesOf(await create())).toEqual(computed);
    const fifo = { ContentBasedDeduplication: 'false', DeduplicationScope: 'queue', FifoQueue: 'true', FifoThroughputLimit: 'perQueue' };
    expect(await attributesOf(await create({ FifoQueue: 'true' }))).toEqual({ ...computed, ...fifo });
  });

  test('is found by its name, and made once', async () => {
    const QueueName = fresh();
    const url = await create({ DelaySeconds: '5' }, QueueName);
    expect(await create({ DelaySeconds: '5' }, QueueName)).toBe(url);
    expect(await create({}, QueueName)).toBe(url);
    expect((await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(url);
    expect(new URL(url).pathname).toMatch(new RegExp(`^/\\d{12}/${QueueName}$`));
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName }))).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  test('takes new attributes, and its defaults again', async () => {
    const QueueUrl = await create();
    const set = (Attributes: Attributes) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    await set({ VisibilityTimeout: '69', KmsMasterKeyId: 'testKeyId', KmsDataKeyReusePeriodSeconds: '6000' });
    expect(await attributesOf(QueueUrl)).toMatchObject({
      VisibilityTimeout: '69',
      KmsMasterKeyId: 'testKeyId',
      KmsDataKeyReusePeriodSeconds: '6000',
      SqsManagedSseEnabled: 'false',
    });
    await set({ VisibilityTimeout: '', KmsMasterKeyId: '' });
    expect((await attributesOf(QueueUrl))?.VisibilityTimeout).toBe('30');
    expect(await attributesOf(QueueUrl)).not.toHaveProperty('KmsMasterKeyId');
  });

  test('is listed by its beginning, in pages', async () => {
    const prefix = fresh('-list');
    for (const letter of ['a', 'b', 'c']) await create({}, `${prefix}-${letter}`);
    const names = (urls: readonly string[] = []): readonly string[] => urls.map((it) => it.slice(-1));
    const first = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 2 }));
    expect(names(first.QueueUrls)).toEqual(['a', 'b']);
    const rest = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 2, NextToken: first.NextToken }));
    expect(names(rest.QueueUrls)).toEqual(['c']);
    expect(rest.NextToken).toBeUndefined();
    expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: fresh('-none') }))).QueueUrls).toBeUndefined();
  });

  test('keeps tags', async () => {
    const QueueUrl = await create();
    await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { tag1: 'value1', tag3: '' } }));
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ tag1: 'value1', tag3: '' });
    await sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['tag1', 'tag3'] }));
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toBeUndefined();
  });

  // Source: recorded on AWS by localstack, 2024-04-30.
  test('keeps permissions as its policy', async () => {
    const QueueUrl = await create();
    const permission = { QueueUrl, Label: 'one', AWSAccountIds: ['111111111111'], Actions: ['ReceiveMessage'] };
    await sqs.send(new AddPermissionCommand(permission));
    const arn = await arnOf(QueueUrl);
    expect(JSON.parse((await attributesOf(QueueUrl))?.Policy ?? '')).toEqual({
      Version: '2008-10-17',
      Id: `${arn}/SQSDefaultPolicy`,
      Statement: [
        { Sid: 'one', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'SQS:ReceiveMessage', Resource: arn },
      ],
    });
    await expect(sqs.send(new AddPermissionCommand(permission))).rejects.toMatchObject({
      message: 'Value one for parameter Label is invalid. Reason: Already exists.',
    });
    await sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'one' }));
    expect(await attributesOf(QueueUrl)).not.toHaveProperty('Policy');
    await expect(sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'one' }))).rejects.toMatchObject({
      message: "Value one for parameter Label is invalid. Reason: can't find label.",
    });
  });

  test('knows whose dead letters it takes', async () => {
    const dead = await create();
    const source = await create({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount: 3 }) });
    expect((await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }))).queueUrls).toEqual([source]);
  });

  test('is purged once a minute', async () => {
    const QueueUrl = await create();
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    await expect(sqs.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
      name: 'PurgeQueueInProgress',
      message: expect.stringMatching(/^Only one PurgeQueue operation on conformance-\S+ is allowed every 60 seconds\.$/),
      $metadata: { httpStatusCode: 403 },
    });
  });
});

// Sources: recorded on AWS by localstack, 2024-04-30 to 2025-12-10, but where marked.
const refusals: readonly {
  readonly name: string;
  readonly attributes: Attributes;
  readonly queueName?: string;
  readonly error: string;
  readonly message: string;
}[] = [
  { name: 'an unknown attribute', attributes: { Foo: 'bar' }, error: 'InvalidAttributeName', message: 'Unknown Attribute Foo.' },
  {
    name: 'FifoQueue of a standard queue',
    attributes: { FifoQueue: 'false' },
    queueName: 'standard',
    error: 'InvalidAttributeName',
    message: 'Unknown Attribute FifoQueue.',
  },
  {
    name: 'DeduplicationScope of a standard queue',
    attributes: { DeduplicationScope: 'queue' },
    error: 'InvalidAttributeName',
    message: 'You can specify the DeduplicationScope only when FifoQueue is set to true.',
  },
  {
    name: 'FifoThroughputLimit of a standard queue',
    attributes: { FifoThroughputLimit: 'perQueue' },
    error: 'InvalidAttributeName',
    message: 'You can specify the FifoThroughputLimit only when FifoQueue is set to true.',
  },
  // Source: moto's tests.
  {
    name: 'a retention that is too short',
    attributes: { MessageRetentionPeriod: '59' },
    error: 'InvalidAttributeValue',
    message: 'Invalid value for the parameter MessageRetentionPeriod.',
  },
  {
    name: 'two kinds of encryption',
    attributes: { SqsManagedSseEnabled: 'true', KmsMasterKeyId: 'k' },
    error: 'InvalidAttributeName',
    message: 'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  },
  {
    name: 'a dead-letter target that is no ARN',
    attributes: { RedrivePolicy: '{"deadLetterTargetArn": "dummy", "maxReceiveCount": 42}' },
    error: 'InvalidParameterValue',
    message:
      'Value {"deadLetterTargetArn": "dummy", "maxReceiveCount": 42} for parameter RedrivePolicy is invalid. Reason: Invalid value for deadLetterTargetArn.',
  },
  // Source: "CreateQueue", Amazon SQS API reference.
  {
    name: 'a name with a space',
    attributes: {},
    queueName: 'a b',
    error: 'InvalidParameterValue',
    message: 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  },
];

test.each(refusals)('CreateQueue refuses $name', async ({ attributes, queueName, error, message }) => {
  await expect(create(attributes, queueName ?? fresh())).rejects.toMatchObject({ name: error, message });
});

test('CreateQueue refuses another value for an attribute of a queue that is there', async () => {
  const QueueName = fresh('.fifo');
  await create({ FifoQueue: 'true' }, QueueName);
  await expect(create({ FifoQueue: 'true', ContentBasedDeduplication: 'true' }, QueueName)).rejects.toMatchObject({
    name: 'QueueNameExists',
    message: 'A queue already exists with the same name and a different value for attribute ContentBasedDeduplication',
  });
});

// Covers topics, subscriptions, filters and what arrives in queues and at an HTTP endpoint. Functions are covered where templates are run.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SnsClients, startSns } from './sns-clients.ts';

let on: SnsClients;
let sns: SNSClient;
let sqs: SQSClient;
beforeAll(async () => {
  on = await startSns('topics');
  ({ sns, sqs } = on);
});
afterAll(() => on.stop());

/** A queue that the topic may send to, and that is subscribed to it. */
async function subscribedQueue(TopicArn: string, Attributes: Record<string, string> = {}) {
  const QueueName = on.fresh(TopicArn.endsWith('.fifo') ? '.fifo' : '');
  const Endpoint = TopicArn.replace(':sns:', ':sqs:').replace(/[^:]+$/, QueueName);
  const statement = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Endpoint };
  const Policy = JSON.stringify({ Statement: [{ ...statement, Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } } }] });
  const fifo = TopicArn.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy, ...fifo } }));
  const { SubscriptionArn = '' } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  const received = async () =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }))).Messages ?? [];
  return { SubscriptionArn, Endpoint, received };
}
const publish = (TopicArn: string, Message: string, more: Partial<PublishCommandInput> = {}) =>
  sns.send(new PublishCommand({ TopicArn, Message, ...more }));

describe('a topic', () => {
  test('has the attributes that AWS gives it', async () => {
    const TopicArn = await on.createTopic();
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({
      TopicArn,
      DisplayName: '',
      SubscriptionsConfirmed: '0',
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
    });
    expect(JSON.parse(Attributes?.EffectiveDeliveryPolicy ?? '')).toMatchObject({ http: { defaultHealthyRetryPolicy: { numRetries: 3 } } });
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    await expect(sns.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('is made once, with its tags', async () => {
    const Name = on.fresh();
    const create = (Tags: { Key: string; Value: string }[]) => sns.send(new CreateTopicCommand({ Name, Tags }));
    const { TopicArn: ResourceArn } = await create([{ Key: 'a', Value: 'b' }]);
    expect((await create([{ Key: 'a', Value: 'b' }])).TopicArn).toBe(ResourceArn);
    expect((await sns.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    await expect(create([{ Key: 'a', Value: 'c' }])).rejects.toMatchObject({
      message: 'Invalid parameter: Tags Reason: Topic already exists with different tags',
    });
  });
});

describe('a queue that is subscribed', () => {
  test('gets the notification, signed', async () => {
    const TopicArn = await on.createTopic();
    const { received } = await subscribedQueue(TopicArn);
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'x' } };
    const { MessageId } = await publish(TopicArn, 'hello', { Subject: 'news', MessageAttributes });
    const [message] = await received();
    expect(JSON.parse(message?.Body ?? '')).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'news',
      Message: 'hello',
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      SignatureVersion: '1',
      Signature: expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/),
      SigningCertURL: expect.any(String),
      UnsubscribeURL: expect.stringContaining('Action=Unsubscribe'),
      MessageAttributes: { kind: { Type: 'String', Value: 'x' } },
    });
  });

  test('gets the message as it was published when it asks for it, in the text for its protocol', async () => {
    const TopicArn = await on.createTopic();
    const { received } = await subscribedQueue(TopicArn, { RawMessageDelivery: 'true' });
    const MessageAttributes = { kind: { DataType: 'Number', StringValue: '1' } };
    await publish(TopicArn, JSON.stringify({ default: 'd', sqs: 'for queues' }), { MessageStructure: 'json', MessageAttributes });
    expect(await received()).toMatchObject([{ Body: 'for queues', MessageAttributes }]);
  });

  test('gets nothing without a policy that lets the topic in', async () => {
    const TopicArn = await on.createTopic();
    const { Endpoint } = await subscribedQueue(TopicArn);
    const other = await on.createTopic();
    await sns.send(new SubscribeCommand({ TopicArn: other, Protocol: 'sqs', Endpoint }));
    const { received } = await subscribedQueue(other);
    await publish(other, 'a');
    expect(await received()).toHaveLength(1);
    const url = Endpoint.split(':').at(-1);
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: `${on.settings.endpoint}/123456789012/${url}` }));
    expect(Messages).toBeUndefined();
  });

  test('gets a FIFO topic in its order, each message once', async () => {
    const TopicArn = await on.createTopic({ FifoTopic: 'true', ContentBasedDeduplication: 'true' });
    const { received } = await subscribedQueue(TopicArn, { RawMessageDelivery: 'true' });
    const PublishBatchRequestEntries = ['a', 'b', 'a'].map((Message, index) => ({ Id: String(index), Message, MessageGroupId: 'g' }));
    const { Successful } = await sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
    expect(Successful?.map((it) => it.SequenceNumber?.length)).toEqual([20, 20, 20]);
    expect((await received()).map((it) => it.Body)).toEqual(['a', 'b']);
  });
});

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const list = (values: readonly unknown[]) => ({ DataType: 'String.Array', StringValue: JSON.stringify(values) });
// Source: "Amazon SNS subscription filter policies", developer guide.
test.each([
  { policy: { kind: ['a'] }, attributes: { kind: text('a') }, wanted: true },
  { policy: { kind: ['a'] }, attributes: { kind: text('b') }, wanted: false },
  { policy: { kind: ['a'] }, attributes: {}, wanted: false },
  {
    policy: { kind: [{ prefix: 'ab' }], n: [{ numeric: ['>', 5] }] },
    attributes: { kind: text('abc'), n: { DataType: 'Number', StringValue: '6' } },
    wanted: true,
  },
  { policy: { n: [6] }, attributes: { n: text('6') }, wanted: false },
  { policy: { kind: [{ 'anything-but': ['a'] }] }, attributes: { kind: text('b') }, wanted: true },
  { policy: { kind: ['b'] }, attributes: { kind: list(['a', 'b']) }, wanted: true },
  { policy: { kind: [{ exists: false }] }, attributes: {}, wanted: true },
  { policy: { deep: { kind: ['a'] } }, body: { deep: { kind: 'a' } }, wanted: true },
  { policy: { deep: { kind: ['a'] } }, body: { deep: { kind: 'b' } }, wanted: false },
])('the filter $policy holds $attributes $body: $wanted', async ({ policy, attributes = {}, body, wanted }) => {
  const TopicArn = await on.createTopic();
  const FilterPolicyScope = body ? 'MessageBody' : 'MessageAttributes';
  const { received } = await subscribedQueue(TopicArn, { FilterPolicy: JSON.stringify(policy), FilterPolicyScope });
  await publish(TopicArn, JSON.stringify(body ?? 'text'), { MessageAttributes: attributes });
  expect(await received()).toHaveLength(wanted ? 1 : 0);
});

test('an HTTP endpoint on this machine confirms, and is called', async () => {
  const posts: { readonly type: unknown; readonly document: Record<string, string> }[] = [];
  let posted = (): void => undefined;
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    posts.push({ type: request.headers['x-amz-sns-message-type'], document: JSON.parse(Buffer.concat(chunks).toString()) });
    response.end();
    posted();
  });
  const nextPost = (): Promise<void> =>
    new Promise((resolve) => {
      posted = resolve;
    });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const TopicArn = await on.createTopic();
  const asked = nextPost();
  const Endpoint = `http://127.0.0.1:${port}/hook`;
  expect(await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint }))).toMatchObject({
    SubscriptionArn: 'pending confirmation',
  });
  await asked;
  expect(posts[0]).toMatchObject({ type: 'SubscriptionConfirmation', document: { Type: 'SubscriptionConfirmation', TopicArn } });
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: posts[0]?.document.Token }));
  const notified = nextPost();
  await publish(TopicArn, 'hello');
  await notified;
  expect(posts[1]).toMatchObject({ type: 'Notification', document: { Type: 'Notification', Message: 'hello' } });
  server.close();
});

test('a subscription shows and changes its attributes', async () => {
  const TopicArn = await on.createTopic();
  const { SubscriptionArn, Endpoint } = await subscribedQueue(TopicArn);
  const set = (AttributeName: string, AttributeValue: string) =>
    sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  await set('FilterPolicy', '{"a":["b"]}');
  expect((await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes).toMatchObject({
    SubscriptionArn,
    TopicArn,
    Endpoint,
    Protocol: 'sqs',
    PendingConfirmation: 'false',
    ConfirmationWasAuthenticated: 'true',
    RawMessageDelivery: 'false',
    FilterPolicy: '{"a":["b"]}',
    FilterPolicyScope: 'MessageAttributes',
  });
  expect((await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toMatchObject([{ SubscriptionArn, Endpoint }]);
  await expect(set('FilterPolicy', '{')).rejects.toMatchObject({
    message: expect.stringMatching(/^Invalid parameter: FilterPolicy: failed to parse JSON\. /),
  });
});

// Sources: recorded on AWS by localstack, 2023-08-24 and 2024-09-04.
test.each([
  [{ Message: '' }, 'Invalid parameter: Empty message'],
  [{ Message: '{}', MessageStructure: 'json' }, 'Invalid parameter: Message Structure - No default entry in JSON message body'],
  [{ Message: 'x', MessageStructure: 'json' }, 'Invalid parameter: Message Structure - JSON message body failed to parse'],
  [{ Message: 'a'.repeat(262_145) }, 'Invalid parameter: Message too long'],
  [{ Message: 'x', Subject: 'a\nb' }, 'Invalid parameter: Subject'],
])('Publish refuses %#', async (more, message) => {
  const TopicArn = await on.createTopic();
  await expect(sns.send(new PublishCommand({ TopicArn, ...more }))).rejects.toMatchObject({ name: 'InvalidParameterException', message });
});

// What arrives: unsigned notifications of FIFO topics, dead letters, delivery policies, the end of a subscription.
// Sources: recorded on AWS by localstack, tests/aws/services/sns, 2023-08-24 to 2024-10-03.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SnsClients, startSns } from './sns-clients.ts';

let on: SnsClients;
let sns: SNSClient;
let sqs: SQSClient;
beforeAll(async () => {
  on = await startSns('delivery');
  ({ sns, sqs } = on);
});
afterAll(() => on.stop());

/** A queue that whoever sends may send to. */
async function createQueue(TopicArn: string, suffix = '') {
  const QueueName = on.fresh(suffix);
  const arn = TopicArn.replace(':sns:', ':sqs:').replace(/[^:]+$/, QueueName);
  const statement = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn };
  const Attributes = { Policy: JSON.stringify({ Statement: [statement] }), ...(suffix && { FifoQueue: 'true' }) };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  const received = async () => {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All' as const] };
    return (await sqs.send(new ReceiveMessageCommand(asked))).Messages ?? [];
  };
  return { arn, received };
}

test.each([
  ['.fifo', { MessageGroupId: 'g', MessageDeduplicationId: 'd' }],
  ['', {}],
])('a FIFO topic sends what is not signed to a queue%s', async (suffix, attributes) => {
  const TopicArn = await on.createTopic({ FifoTopic: 'true' });
  const { arn, received } = await createQueue(TopicArn, suffix);
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn }));
  const publish = () => sns.send(new PublishCommand({ TopicArn, Message: 'Test', MessageGroupId: 'g', MessageDeduplicationId: 'd' }));
  const { MessageId, SequenceNumber } = await publish();
  await publish();
  const [message, ...more] = await received();
  expect(more).toEqual([]);
  expect(message?.Attributes).toMatchObject(attributes);
  expect(JSON.parse(message?.Body ?? '')).toEqual({
    Type: 'Notification',
    MessageId,
    SequenceNumber,
    TopicArn,
    Message: 'Test',
    Timestamp: expect.any(String),
    UnsubscribeURL: expect.any(String),
  });
});

test('a queue gets the group of a message and its trace', async () => {
  const TopicArn = await on.createTopic();
  const { arn, received } = await createQueue(TopicArn);
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn }));
  // test_publish_sqs_from_sns_with_xray_propagation, recorded 2023-08-24
  const AWSTraceHeader = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
  const client = new SNSClient(on.settings);
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args as { request: { headers: Record<string, string> } };
      request.headers['X-Amzn-Trace-Id'] = AWSTraceHeader;
      return next(args);
    },
    { step: 'build' },
  );
  await client.send(new PublishCommand({ TopicArn, Message: 'm', MessageGroupId: 'g' }));
  expect(await received()).toMatchObject([{ Attributes: { AWSTraceHeader, MessageGroupId: 'g' } }]);
});

test.each([true, false])('a dead letter is what the queue would have got, raw: %s', async (raw) => {
  const TopicArn = await on.createTopic();
  const { arn, received } = await createQueue(TopicArn);
  const Attributes = { RawMessageDelivery: String(raw), RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn }) };
  const Endpoint = arn.replace(/[^:]+$/, 'none-such');
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  const MessageAttributes = { attr1: { DataType: 'Number', StringValue: '111' } };
  await sns.send(new PublishCommand({ TopicArn, Message: 'dead', MessageAttributes }));
  const [message] = await received();
  expect(message?.MessageAttributes).toEqual(raw ? MessageAttributes : undefined);
  if (raw) expect(message?.Body).toBe('dead');
  else
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      Message: 'dead',
      MessageAttributes: { attr1: { Type: 'Number', Value: '111' } },
    });
});

const defaults = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};
const plain = { headerContentType: 'text/plain; charset=UTF-8' };
const retries = { minDelayTarget: 5, maxDelayTarget: 6, numRetries: 1 };

test.each([
  [{ defaultRequestPolicy: { headerContentType: 'application/json' } }, {}],
  [{ defaultHealthyRetryPolicy: retries }, {}],
  [{ defaultHealthyRetryPolicy: null }, { defaultHealthyRetryPolicy: undefined }],
  [null, undefined],
] as [Record<string, object | null> | null, object | undefined][])('a topic has the delivery policy %j', async (http, changed) => {
  const TopicArn = await on.createTopic();
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DeliveryPolicy', AttributeValue: JSON.stringify({ http }) }));
  const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  const policy = Attributes.DeliveryPolicy === undefined ? undefined : JSON.parse(Attributes.DeliveryPolicy);
  expect(policy).toEqual(changed && { http: { ...http, disableSubscriptionOverrides: false, ...changed } });
  expect(JSON.parse(Attributes.EffectiveDeliveryPolicy ?? '')).toEqual({
    http: {
      defaultHealthyRetryPolicy: { ...defaults, ...http?.defaultHealthyRetryPolicy },
      disableSubscriptionOverrides: false,
      defaultRequestPolicy: http && 'defaultRequestPolicy' in http ? http.defaultRequestPolicy : plain,
    },
  });
});

test('an endpoint has its delivery policy, its content type, and learns that it is unsubscribed', async () => {
  const posts: { readonly headers: IncomingMessage['headers']; readonly text: string }[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    posts.push({ headers: request.headers, text: Buffer.concat(chunks).toString() });
    response.end();
    waiting.shift()?.();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const post = async (cause: () => Promise<unknown>) => {
    const arrived = new Promise<void>((resolve) => waiting.push(resolve));
    await cause();
    await arrived;
    return posts.at(-1);
  };
  const TopicArn = await on.createTopic();
  const Attributes = { DeliveryPolicy: JSON.stringify({ requestPolicy: { headerContentType: 'text/csv' } }), RawMessageDelivery: 'true' };
  const Endpoint = `http://127.0.0.1:${port}/sns-endpoint`;
  let SubscriptionArn: string | undefined;
  const asked = await post(async () => {
    ({ SubscriptionArn } = await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint, Attributes, ReturnSubscriptionArn: true }),
    ));
  });
  const { MessageId, Token } = JSON.parse(asked?.text ?? '');
  expect(asked?.headers).toMatchObject({ 'content-type': plain.headerContentType, 'x-amz-sns-message-id': MessageId });
  const own = { sicklyRetryPolicy: null, throttlePolicy: null, requestPolicy: { headerContentType: 'text/csv' }, guaranteed: false };
  const { Attributes: has = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(JSON.parse(has.DeliveryPolicy ?? '')).toEqual({ healthyRetryPolicy: null, ...own });
  expect(JSON.parse(has.EffectiveDeliveryPolicy ?? '')).toEqual({ healthyRetryPolicy: defaults, ...own });
  expect(has).toMatchObject({ PendingConfirmation: 'true', ConfirmationWasAuthenticated: 'false' });

  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  const notified = await post(() => sns.send(new PublishCommand({ TopicArn, Message: 'a,b' })));
  expect(notified).toMatchObject({ text: 'a,b', headers: { 'content-type': 'text/csv', 'x-amz-sns-rawdelivery': 'true' } });

  const ended = await post(() => sns.send(new UnsubscribeCommand({ SubscriptionArn })));
  const document = JSON.parse(ended?.text ?? '');
  expect(document).toMatchObject({
    Type: 'UnsubscribeConfirmation',
    Message: `You have chosen to deactivate subscription ${SubscriptionArn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
  });
  expect(ended?.headers['x-amz-sns-message-type']).toBe('UnsubscribeConfirmation');
  expect(await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: document.Token }))).toMatchObject({ SubscriptionArn });
  server.close();
});

test('the scope of a filter shows with its policy only', async () => {
  const TopicArn = await on.createTopic();
  const { arn } = await createQueue(TopicArn);
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn }));
  const set = (AttributeName: string, AttributeValue: string) =>
    sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  const attributes = async () => (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;
  await set('FilterPolicyScope', 'MessageBody');
  expect(await attributes()).not.toHaveProperty('FilterPolicyScope');
  await set('FilterPolicy', '{"attr":["match-this"]}');
  expect(await attributes()).toMatchObject({ FilterPolicyScope: 'MessageBody', FilterPolicy: '{"attr":["match-this"]}' });
});

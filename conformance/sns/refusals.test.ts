// What SNS refuses, and how. Sources: recorded on AWS by localstack, tests/aws/services/sns, 2023-08-24 to 2024-10-03.
import {
  ConfirmSubscriptionCommand,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  PublishCommand,
  type PublishCommandInput,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SnsClients, startSns } from './sns-clients.ts';

let on: SnsClients;
let sns: SNSClient;
beforeAll(async () => {
  on = await startSns('refusals');
  ({ sns } = on);
});
afterAll(() => on.stop());
const queueArn = (topicArn: string, name: string): string => topicArn.replace(':sns:', ':sqs:').replace(/[^:]+$/, name);

const attribute = (name: string, value: object) => ({ MessageAttributes: { [name]: value } }) as Partial<PublishCommandInput>;
const typed = (DataType: string) => attribute('attr1', { DataType, StringValue: 'x' });
const named = (name: string) => attribute(name, { DataType: 'String', StringValue: 'x' });
const bytes = new Uint8Array([1, 2]);

test.each([
  [
    attribute('attr1', { DataType: 'String', StringValue: '' }),
    "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
  ],
  [
    attribute('attr1', { DataType: 'Binary', BinaryValue: new Uint8Array() }),
    "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'Binary'.",
  ],
  [
    attribute('attr1', { DataType: 'String', BinaryValue: bytes }),
    "The message attribute 'attr1' with type 'String' must use field 'String'.",
  ],
  [
    attribute('attr1', { DataType: 'Number', BinaryValue: bytes }),
    "The message attribute 'attr1' with type 'Number' must use field 'String'.",
  ],
  [
    attribute('attr1', { DataType: 'Binary', StringValue: 'x' }),
    "The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
  ],
  [
    typed('InvalidType'),
    "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ],
  [
    typed('Stringprefixed'),
    "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ],
  [named('a'.repeat(257)), 'Length of message attribute name must be less than 256 bytes.'],
  [
    named('a^b'),
    "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
  ],
  [named('.a'), "Invalid message attribute name starting with character '.' was found."],
  [named('a.'), "Invalid message attribute name ending with character '.' was found."],
  [named('a..b'), "Message attribute name can not have successive '.' character."],
])('Publish refuses attributes %#', async (asked, message) => {
  const TopicArn = await on.createTopic();
  // What the SDK makes of AWS's code: ParameterValueInvalid.
  const refused = { name: 'InvalidParameterValueException', message, $metadata: { httpStatusCode: 400 } };
  await expect(sns.send(new PublishCommand({ TopicArn, Message: 'm', ...asked }))).rejects.toMatchObject(refused);
  const PublishBatchRequestEntries = [
    { Id: '1', Message: 'm' },
    { Id: '2', Message: 'm', ...asked },
  ];
  await expect(sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }))).rejects.toMatchObject({ message });
});

test.each([
  ['a malformed ARN', { TopicArn: 'randomstring' }, 'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1'],
  ['another region', { TopicArn: 'arn:aws:sns:eu-central-1:123456789012:x' }, 'Invalid parameter: TopicArn'],
  ['a phone number', { PhoneNumber: '+1a234' }, 'Invalid parameter: PhoneNumber Reason: +1a234 is not valid to publish to'],
  [
    'an endpoint',
    { TargetArn: 'arn:aws:sns:us-east-1:123456789012:endpoint/APNS/abcdef/0f7d5971-aa8b-4bd5-b585-0826e9f93a66' },
    'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified',
  ],
])('Publish refuses to publish to %s', async (_what, target, message) => {
  await expect(sns.send(new PublishCommand({ ...target, Message: 'm' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message,
  });
});

test('a message counts with its attributes, and a batch as one', async () => {
  const TopicArn = await on.createTopic();
  const MessageAttributes = { k: { DataType: 'String', StringValue: 'x'.repeat(8) } };
  const Message = 'a'.repeat(262_144 - 15);
  await sns.send(new PublishCommand({ TopicArn, Message, MessageAttributes }));
  await expect(sns.send(new PublishCommand({ TopicArn, Message: `${Message}a`, MessageAttributes }))).rejects.toMatchObject({
    message: 'Invalid parameter: Message too long',
  });
  const PublishBatchRequestEntries = [
    { Id: '1', Message },
    { Id: '2', Message: 'a'.repeat(16) },
  ];
  await expect(sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }))).rejects.toMatchObject({
    name: expect.stringMatching(/^BatchRequestTooLong/),
    message: 'The length of all the messages put together is more than the limit.',
  });
});

test.each<[string, Record<string, string>, PublishBatchRequestEntry, string]>([
  [
    'without a group',
    { FifoTopic: 'true', ContentBasedDeduplication: 'true' },
    { Id: '2', Message: 'm' },
    'The MessageGroupId parameter is required for FIFO topics',
  ],
  [
    'without a deduplication id',
    { FifoTopic: 'true' },
    { Id: '2', Message: 'm', MessageGroupId: 'g' },
    'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  ],
  [
    'without a default',
    {},
    { Id: '2', Message: '{"sqs":"x"}', MessageStructure: 'json' },
    'Message Structure - No default entry in JSON message body',
  ],
])('PublishBatch refuses the batch for an entry %s', async (_what, attributes, entry, reason) => {
  const TopicArn = await on.createTopic(attributes);
  await expect(sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry] }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: `Invalid parameter: ${reason}`,
  });
});

const values = (length: number) => Array.from({ length }, (_, index) => `value${index}`);
const place = (policy: object, column: number) => `\n at [Source: (String)"${JSON.stringify(policy)}"; line: 1, column: ${column}]`;
const filter = (policy: object, scope?: string) => ({
  FilterPolicy: JSON.stringify(policy, undefined, 1),
  ...(scope && { FilterPolicyScope: scope }),
});
const [list, suffix] = [{ key: [['value']] }, { key: [{ 'anything-but': { suffix: 'test' } }] }];
const tooComplex = 'FilterPolicy: Filter policy is too complex';

test.each<[Record<string, string>, string]>([
  [{ RawMessageDelivery: 'wrongvalue' }, 'RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false.'],
  [filter(list), `FilterPolicy: Match value must be String, number, true, false, or null${place(list, 10)}`],
  [filter(suffix), `FilterPolicy: Unsupported anything-but pattern: suffix${place(suffix, 36)}`],
  [filter({ key: values(151) }), tooComplex],
  [filter({ key1: values(100), key2: values(51) }), tooComplex],
  [filter(Object.fromEntries(values(6).map((it) => [it, ['x']]))), 'FilterPolicy: Filter policy can not have more than 5 keys'],
  [filter({ source: values(4), $or: [{ name: values(6) }, { type: values(4), $or: [{ a: values(4) }, { b: values(4) }] }] }), tooComplex],
  [
    filter(
      { $or: [{ name: values(3) }, { space: values(2) }], detail: { scope: values(2), $or: [{ source: values(1) }, { type: values(3) }] } },
      'MessageBody',
    ),
    tooComplex,
  ],
])('Subscribe refuses attributes %#', async (Attributes, reason) => {
  const TopicArn = await on.createTopic();
  await expect(sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sms', Endpoint: '+123123123', Attributes }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: `Invalid parameter: Attributes Reason: ${reason}`,
  });
});

test('Subscribe takes a filter policy of 150 combinations', async () => {
  const TopicArn = await on.createTopic();
  const policy = { source: values(3), $or: [{ name: values(6) }, { type: values(4), $or: [{ a: values(4) }, { b: values(7) }] }] };
  const asked = { TopicArn, Protocol: 'sms', Endpoint: '+123123123', Attributes: filter(policy, 'MessageAttributes') };
  expect((await sns.send(new SubscribeCommand(asked))).SubscriptionArn).toContain(TopicArn);
});

test.each([
  ['FakeAttribute', 'test', 'AttributeName'],
  ['RawMessageDelivery', 'test-ValUe', 'RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false.'],
  ['RawMessageDelivery', '', 'RawMessageDelivery: Invalid value []. Must be true or false.'],
  ['RedrivePolicy', '{"deadLetterTargetArn":"fake-arn"}', 'RedrivePolicy: deadLetterTargetArn is an invalid arn'],
  [
    'FilterPolicyScope',
    'RandomValue',
    'FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes',
  ],
  [
    'FilterPolicy',
    '{"object":{"key":[{"prefix":"auto-"}]}}',
    'Filter policy scope MessageAttributes does not support nested filter policy',
  ],
  [
    'FilterPolicy',
    '{"key_a": "value_one"}',
    'FilterPolicy: "key_a" must be an object or an array\n at [Source: (String)"{"key_a":"value_one"}"; line: 1, column: 11]',
  ],
  [
    'FilterPolicy',
    '{invalidjson}',
    `FilterPolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: (String)"{invalidjson}"; line: 1, column: 3]`,
  ],
])('SetSubscriptionAttributes refuses %s %s', async (AttributeName, AttributeValue, reason) => {
  const TopicArn = await on.createTopic();
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn(TopicArn, 'q') }));
  await expect(sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: `Invalid parameter: ${reason}`,
  });
});

test('FIFO queues belong to FIFO topics, with FIFO dead-letter queues', async () => {
  const standard = await on.createTopic();
  const Endpoint = queueArn(standard, 'q.fifo');
  await expect(sns.send(new SubscribeCommand({ TopicArn: standard, Protocol: 'sqs', Endpoint }))).rejects.toMatchObject({
    message: 'Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
  });
  const TopicArn = await on.createTopic({ FifoTopic: 'true' });
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  const AttributeValue = JSON.stringify({ deadLetterTargetArn: queueArn(TopicArn, 'dead') });
  await expect(
    sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName: 'RedrivePolicy', AttributeValue })),
  ).rejects.toMatchObject({
    message: 'Invalid parameter: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.',
  });
});

test.each([
  ['randomstring', 'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1'],
  ['arn:aws:sns:us-east-1:random', 'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 5'],
  ['arn:aws:sns:us-east-1:111111111111:random', 'Invalid parameter: SubscriptionId'],
])('Unsubscribe refuses %s', async (SubscriptionArn, message) => {
  await expect(sns.send(new UnsubscribeCommand({ SubscriptionArn }))).rejects.toMatchObject({ name: 'InvalidParameterException', message });
});

test.each([
  ['randomtoken', undefined, 'Invalid token'],
  ['51b2ff3edb475b7d91550e0ab6edf0c1'.repeat(8), undefined, 'Invalid parameter: Token'],
  ['51b2ff3edb475b7d91550e0ab6edf0c1'.repeat(8), 'arn:aws:sns:eu-west-1:123456789012:x', 'Invalid parameter: Topic'],
])('ConfirmSubscription refuses %s of %s', async (Token, topicArn, message) => {
  const TopicArn = topicArn ?? (await on.createTopic());
  await expect(sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message,
  });
});

test('Subscribe refuses a phone number by its own words', async () => {
  const TopicArn = await on.createTopic();
  await expect(sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sms', Endpoint: 'NAA+15551234567' }))).rejects.toMatchObject({
    message: 'Invalid SMS endpoint: NAA+15551234567',
  });
});

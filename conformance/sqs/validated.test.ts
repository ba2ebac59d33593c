// What localstack's tests of SQS expect of AWS itself, in both protocols. Sources: the tests of tests/aws/services/sqs/test_sqs.py that are
// marked as run on AWS, by their names; recordings of 2024-04-30 to 2025-06-27.
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let sqs: SQSClient;
let count = 0;

beforeAll(async () => {
  endpoint = await startServices();
  sqs = new SQSClient(endpoint.client);
});
afterAll(() => endpoint.stop());

async function createQueue(Attributes: Record<string, string> = {}): Promise<string> {
  count += 1;
  const QueueName = `validated-${process.pid}-${count}${Attributes.FifoQueue ? '.fifo' : ''}`;
  return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
}
const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (QueueUrl: string, more: object = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...more }))).Messages ?? [];
/** A request of the query protocol at an address. */
const get = async (url: string, params: Record<string, string>, headers: Record<string, string> = {}) => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0';
  const answer = await fetch(`${url}?${new URLSearchParams(params)}`, { headers: { authorization, ...headers } });
  return { status: answer.status, text: await answer.text() };
};

// test_send_batch_message_size, recorded 2024-04-30
test('an entry that is too long is refused in words of its own', async () => {
  const QueueUrl = await createQueue({ MaximumMessageSize: '1024' });
  const Entries = [1024, 1025].map((length) => ({ Id: String(length), MessageBody: 'a'.repeat(length) }));
  const { Successful, Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful).toMatchObject([{ Id: '1024', MD5OfMessageBody: 'c9a34cfc85d982698c6ac89f76071abd' }]);
  const Message = 'One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.';
  expect(Failed).toEqual([{ Id: '1025', Code: 'InvalidParameterValue', Message, SenderFault: true }]);
});

// recorded 2025-12-10
test('test_set_queue_attributes_default_values', async () => {
  const QueueUrl = await createQueue();
  const set = (Attributes: Record<string, string>) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  const encryption = async () => {
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    return Object.fromEntries(Object.entries(Attributes).filter(([name]) => /^Kms|Sse/.test(name)));
  };
  expect(await encryption()).toEqual({ SqsManagedSseEnabled: 'true' });
  const key = { KmsMasterKeyId: 'testKeyId', KmsDataKeyReusePeriodSeconds: '6000' };
  await set(key);
  expect(await encryption()).toEqual({ ...key, SqsManagedSseEnabled: 'false' });
  await set({ KmsMasterKeyId: '', KmsDataKeyReusePeriodSeconds: '300' });
  expect(await encryption()).toEqual({ SqsManagedSseEnabled: 'false' });
});

test('test_purge_queue_clears_fifo_deduplication_cache', async () => {
  const QueueUrl = await createQueue({ FifoQueue: 'true' });
  const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  await send(QueueUrl, 'message-1', ids);
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await send(QueueUrl, 'message-2', ids);
  expect((await receive(QueueUrl)).map((it) => it.Body)).toEqual(['message-2']);
});

test('test_sqs_fifo_same_dedup_id_different_message_groups: truth values may have capitals', async () => {
  const QueueUrl = await createQueue({ FifoQueue: 'True', ContentBasedDeduplication: 'False' });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { ContentBasedDeduplication: 'True' } }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({ FifoQueue: 'true', ContentBasedDeduplication: 'true' });
});

test('test_terminate_visibility_timeout_after_receive: by an earlier handle', async () => {
  const QueueUrl = await createQueue();
  await send(QueueUrl, 'test');
  const [first] = await receive(QueueUrl, { VisibilityTimeout: 0 });
  await receive(QueueUrl, { VisibilityTimeout: 30 });
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 }));
  expect(await receive(QueueUrl)).toHaveLength(1);
});

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
test.each([
  ['attr.1øßä', 'Valid', true],
  ['attr1', 'Invalid-\b,\v', false],
  ['aWs.-attr', 'Valid', false],
  ['.-attr', 'Valid', false],
  ['a-§-attr', 'Valid', false],
  ['a-!-attr', 'Valid', false],
  ['L'.repeat(257), 'Valid', false],
  ['Invalid.', 'Valid', false],
])('test_send_message_with_invalid_string_attributes: %s', async (name, value, valid) => {
  const sent = send(await createQueue(), 'test', { MessageAttributes: { [name]: text(value) } });
  if (valid) expect((await sent).MD5OfMessageAttributes).toBeDefined();
  else await expect(sent).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

// test_receive_message_message_attribute_names_filters, recorded 2024-04-30
test.each([
  [['All'], '4c360f3fdafd970e05fae2f149d997f5'],
  [['*'], '4c360f3fdafd970e05fae2f149d997f5'],
  [['.*'], '4c360f3fdafd970e05fae2f149d997f5'],
  [['Hello', 'General'], 'fca026605781cb4126a1e9044df24232'],
  [['Foo', 'Hello'], 'a311262e065454b75da111d535b8dacd'],
  [['Hel.*'], '83fee93c1bcd8b9a5a923ffacdc636c7'],
  [['Foo', 'Help'], undefined],
  [['AWS.'], undefined],
  [['..foo'], undefined],
])('the attributes %j of a message have the digest %s', async (MessageAttributeNames, digest) => {
  const QueueUrl = await createQueue();
  await send(QueueUrl, 'msg', { MessageAttributes: { 'Help.Me': text('Me'), Hello: text('There'), General: text('Kenobi') } });
  const [message] = await receive(QueueUrl, { MessageAttributeNames });
  expect(message?.MD5OfMessageAttributes).toBe(digest);
});

test('test_aws_trace_header_propagation', async () => {
  const QueueUrl = await createQueue();
  const traceHeader = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
  const client = new SQSClient(endpoint.client);
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args as { request: { headers: Record<string, string> } };
      request.headers['X-Amzn-Trace-Id'] = traceHeader;
      return next(args);
    },
    { step: 'build' },
  );
  const MessageAttributes = { timestamp: { DataType: 'Number', StringValue: '1493147359900' } };
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'test', MessageAttributes }));
  const [message] = await receive(QueueUrl, { MessageSystemAttributeNames: ['AWSTraceHeader'], MessageAttributeNames: ['All'] });
  expect(message).toMatchObject({
    Attributes: { AWSTraceHeader: traceHeader },
    MD5OfMessageAttributes: '235c5c510d26fb653d073faed50ae77c',
  });
});

// test_message_system_attribute_names_with_attribute_names, recorded 2024-06-04
test('of the two names for system attributes the older wins in the query protocol alone', async () => {
  const QueueUrl = await createQueue({ VisibilityTimeout: '0' });
  await send(QueueUrl, 'msg');
  const [message] = await receive(QueueUrl, { AttributeNames: ['SenderId'], MessageSystemAttributeNames: ['All'] });
  expect(Object.keys(message?.Attributes ?? {})).toHaveLength(4);
  const { text } = await get(QueueUrl, { Action: 'ReceiveMessage', 'AttributeName.1': 'SenderId', 'MessageSystemAttributeName.1': 'All' });
  expect(text.match(/<Name>\w+<\/Name>/g)).toEqual(['<Name>SenderId</Name>']);
});

test.each<[string, Record<string, string>, string]>([
  ['test_invalid_action_raises_exception', { Action: 'FooBar' }, 'The action FooBar is not valid for this endpoint.'],
  ['test_get_create_queue_fails', { Action: 'CreateQueue', QueueName: 'other' }, 'The action CreateQueue is not valid for this endpoint.'],
  ['test_get_list_queues_fails', { Action: 'ListQueues' }, 'The action ListQueues is not valid for this endpoint.'],
])('%s', async (_name, params, message) => {
  const QueueUrl = await createQueue();
  const xml = await get(QueueUrl, params);
  expect(xml).toMatchObject({ status: 400, text: expect.stringContaining(`<Code>InvalidAction</Code><Message>${message}</Message>`) });
  const json = await get(QueueUrl, params, { accept: 'application/json' });
  expect(JSON.parse(json.text)).toMatchObject({ Error: { Code: 'InvalidAction', Message: message } });
});

test('test_get_without_query_returns_unknown_operation', async () => {
  const answer = await get(await createQueue(), {}, { accept: 'application/json' });
  expect(answer).toMatchObject({ status: 404, text: expect.stringContaining('<UnknownOperationException') });
});

test('test_get_send_and_receive_messages: an empty result has no end of its own', async () => {
  expect(await get(await createQueue(), { Action: 'ReceiveMessage' })).toMatchObject({
    status: 200,
    text: expect.stringContaining('<ReceiveMessageResult/>'),
  });
});

test('test_get_queue_attributes_json_format, test_marker_serialization_json_protocol', async () => {
  const QueueUrl = await createQueue();
  await send(QueueUrl, '{"foo": "ba\rr"}');
  const asJson = async (params: Record<string, string>) => JSON.parse((await get(QueueUrl, params, { accept: 'application/json' })).text);
  const { GetQueueAttributesResponse: got } = await asJson({ Action: 'GetQueueAttributes', 'AttributeName.1': 'QueueArn' });
  expect(got.GetQueueAttributesResult.Attributes).toEqual([{ Name: 'QueueArn', Value: expect.stringContaining(':sqs:') }]);
  const { ReceiveMessageResponse: received } = await asJson({ Action: 'ReceiveMessage' });
  expect(received.ReceiveMessageResult.messages).toMatchObject([{ Body: '{"foo": "ba\rr"}', Attributes: null, MessageAttributes: null }]);
});

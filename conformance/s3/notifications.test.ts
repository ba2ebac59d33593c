// What queues, topics and rules are told of objects, to the letter. What configurations are refused is in buckets.test.ts.
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let services: ServicesEndpoint;
let s3: S3Client;
let sqs: SQSClient;
beforeAll(async () => {
  services = await startServices();
  s3 = new S3Client({ ...services.client, forcePathStyle: true });
  sqs = new SQSClient(services.client);
});
afterAll(async () => {
  for (const client of [s3, sqs]) client.destroy();
  await services.stop();
});

let made = 0;
const account = '123456789012';

/** A queue that lets S3, topics and rules in. */
async function queue(): Promise<{ arn: string; next: () => Promise<{ [member: string]: unknown }> }> {
  made += 1;
  const QueueName = `events-${process.pid}-${made}`;
  const arn = `arn:aws:sqs:us-east-1:${account}:${QueueName}`;
  const Statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: arn };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  return {
    arn,
    async next() {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
      const [message] = Messages;
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
      return JSON.parse(message?.Body ?? 'null');
    },
  };
}

async function bucket(configuration: NotificationConfiguration, versions = false): Promise<string> {
  made += 1;
  const Bucket = `notifying-${process.pid}-${made}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  if (versions) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: configuration }));
  return Bucket;
}

const ids = { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) };

// localstack test_s3_notifications_sqs; "Event message structure", Amazon S3 user guide
test('a queue is told of versions, delete markers and tags', async () => {
  const { arn, next } = await queue();
  const Events = ['s3:ObjectCreated:*' as const, 's3:ObjectRemoved:*' as const, 's3:ObjectTagging:*' as const];
  const Bucket = await bucket({ QueueConfigurations: [{ Id: 'all', QueueArn: arn, Events }] }, true);
  expect(await next()).toEqual({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: expect.stringMatching(/Z$/),
    Bucket,
    RequestId: expect.any(String),
    HostId: expect.any(String),
  });
  const Key = 'a key+(1)@ü/x.txt';
  const record = (eventName: string, object: object, eventVersion = '2.1') => ({
    Records: [
      {
        eventVersion,
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        eventName,
        userIdentity: { principalId: expect.stringMatching(/^AWS:/) },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: ids,
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'all',
          bucket: { name: Bucket, ownerIdentity: { principalId: expect.stringMatching(/^A[0-9A-F]{13}$/) }, arn: `arn:aws:s3:::${Bucket}` },
          object: { key: 'a+key%2B%281%29%40%C3%BC/x.txt', ...object },
        },
      },
    ],
  });
  const sequencer = expect.stringMatching(/^[0-9A-F]{16,18}$/);
  const { VersionId: versionId, ETag } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'something' }));
  const eTag = ETag?.replaceAll('"', '');
  expect(await next()).toEqual(record('ObjectCreated:Put', { size: 9, eTag, versionId, sequencer }));
  await s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }));
  expect(await next()).toEqual(record('ObjectTagging:Put', { eTag, versionId }, '2.3'));
  const { VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  const empty = 'd41d8cd98f00b204e9800998ecf8427e';
  expect(await next()).toEqual(record('ObjectRemoved:DeleteMarkerCreated', { eTag: empty, versionId: marker, sequencer }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: versionId }));
  expect(await next()).toEqual(record('ObjectRemoved:Delete', { versionId, sequencer }));
});

// localstack test_s3_notifications_sns
test('a topic is told by its own envelope', async () => {
  const sns = new SNSClient(services.client);
  const { arn, next } = await queue();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: `events-${process.pid}` }));
  const Statement = { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sns:Publish', Resource: TopicArn };
  const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn }));
  const Filter = {
    Key: {
      FilterRules: [
        { Name: 'prefix' as const, Value: 'in/' },
        { Name: 'suffix' as const, Value: '.jpg' },
      ],
    },
  };
  const Bucket = await bucket({ TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectCreated:Copy'], Filter }] });
  const told = async () => {
    const { Subject, Message } = await next();
    return [Subject, JSON.parse(String(Message))];
  };
  expect(await told()).toEqual(['Amazon S3 Notification', expect.objectContaining({ Event: 's3:TestEvent' })]);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'in/put.jpg', Body: 'x' }));
  for (const Key of ['out/copy.jpg', 'in/copy.png', 'in/copy.jpg'])
    await s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/in/put.jpg` }));
  const copied = { eventName: 'ObjectCreated:Copy', s3: { object: { key: 'in/copy.jpg' } } };
  expect(await told()).toMatchObject(['Amazon S3 Notification', { Records: [copied] }]);
  sns.destroy();
});

// localstack test_s3_notifications_eventbridge; "EventBridge event message structure", Amazon S3 user guide
test('the event bus is told in its own words', async () => {
  const events = new EventBridgeClient(services.client);
  const { arn, next } = await queue();
  const Bucket = await bucket({ EventBridgeConfiguration: {} }, true);
  const EventPattern = JSON.stringify({ source: ['aws.s3'], detail: { bucket: { name: [Bucket] } } });
  await events.send(new PutRuleCommand({ Name: 'objects', EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: 'objects', Targets: [{ Id: 'queue', Arn: arn }] }));
  const Key = 'a key';
  const { ETag, VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'data' }));
  const event = (detailType: string, detail: object) => ({
    version: '0',
    id: expect.any(String),
    'detail-type': detailType,
    source: 'aws.s3',
    account,
    time: expect.stringMatching(/:\d\dZ$/),
    region: 'us-east-1',
    resources: [`arn:aws:s3:::${Bucket}`],
    detail: {
      version: '0',
      bucket: { name: Bucket },
      'request-id': expect.any(String),
      requester: account,
      'source-ip-address': '127.0.0.1',
      ...detail,
    },
  });
  const sequencer = expect.any(String);
  const object = { key: Key, size: 4, etag: ETag?.replaceAll('"', ''), 'version-id': VersionId, sequencer };
  expect(await next()).toEqual(event('Object Created', { object, reason: 'PutObject' }));
  const { VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  const gone = { key: Key, etag: 'd41d8cd98f00b204e9800998ecf8427e', 'version-id': marker, sequencer };
  expect(await next()).toEqual(event('Object Deleted', { object: gone, reason: 'DeleteObject', 'deletion-type': 'Delete Marker Created' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  const removed = { key: Key, 'version-id': VersionId, sequencer };
  expect(await next()).toEqual(
    event('Object Deleted', { object: removed, reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted' }),
  );
  events.destroy();
});

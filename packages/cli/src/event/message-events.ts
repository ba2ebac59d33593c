import { gzipSync } from 'node:zlib';
import { accountId, type EventOptions, type EventSource, epochMs, time } from './event-source.ts';

const messageId = '19dd0b57-b21e-4ac1-bd88-01bbb068cb78';
const textOf = ({ body }: EventOptions): string => body ?? '{"message":"hello"}';

/** @source "Using Lambda with Amazon SQS", AWS Lambda developer guide */
export const sqs: EventSource = {
  name: 'sqs',
  summary: 'a message of an SQS queue',
  takes: ['name', 'body', 'region'],
  event: (options) => ({
    Records: [
      {
        messageId,
        receiptHandle: 'MessageReceiptHandle',
        body: textOf(options),
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: String(epochMs),
          SenderId: 'AIDAIENQZJOLO23YVJ4VO',
          ApproximateFirstReceiveTimestamp: String(epochMs + 1),
        },
        messageAttributes: {},
        md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:${options.region}:${accountId}:${options.name ?? 'orders'}`,
        awsRegion: options.region,
      },
    ],
  }),
};

/** @source "Invoking Lambda functions with Amazon SNS notifications", AWS Lambda developer guide */
export const sns: EventSource = {
  name: 'sns',
  summary: 'a notification of an SNS topic',
  takes: ['name', 'body', 'region'],
  event(options) {
    const topicArn = `arn:aws:sns:${options.region}:${accountId}:${options.name ?? 'orders'}`;
    return {
      Records: [
        {
          EventVersion: '1.0',
          EventSubscriptionArn: `${topicArn}:21be56ed-a058-49f5-8c98-aedd2564c486`,
          EventSource: 'aws:sns',
          Sns: {
            Type: 'Notification',
            MessageId: messageId,
            TopicArn: topicArn,
            Subject: null,
            Message: textOf(options),
            Timestamp: time,
            SignatureVersion: '1',
            Signature: 'EXAMPLE',
            SigningCertUrl: 'EXAMPLE',
            UnsubscribeUrl: 'EXAMPLE',
            MessageAttributes: {},
          },
        },
      ],
    };
  },
};

/** @source "Process DynamoDB records with Lambda", AWS Lambda developer guide */
export const dynamodb: EventSource = {
  name: 'dynamodb',
  summary: 'a change of an item in a DynamoDB table',
  takes: ['name', 'region'],
  event: ({ name = 'notes', region }) => ({
    Records: [
      {
        eventID: 'c81e728d9d4c2f636f067f89cc14862c',
        eventName: 'MODIFY',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: region,
        dynamodb: {
          ApproximateCreationDateTime: epochMs / 1000,
          Keys: { id: { S: 'n1' } },
          NewImage: { id: { S: 'n1' }, text: { S: 'new' } },
          OldImage: { id: { S: 'n1' }, text: { S: 'old' } },
          SequenceNumber: '100000000000000000001',
          SizeBytes: 31,
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
        eventSourceARN: `arn:aws:dynamodb:${region}:${accountId}:table/${name}/stream/2026-01-01T00:00:00.000`,
      },
    ],
  }),
};

/** @source "Process Amazon Kinesis Data Streams records with Lambda", AWS Lambda developer guide */
export const kinesis: EventSource = {
  name: 'kinesis',
  summary: 'a record of a Kinesis stream',
  takes: ['name', 'body', 'region'],
  event: (options) => ({
    Records: [
      {
        kinesis: {
          kinesisSchemaVersion: '1.0',
          partitionKey: '1',
          sequenceNumber: '49590338271490256608559692538361571095921575989136588898',
          data: Buffer.from(textOf(options)).toString('base64'),
          approximateArrivalTimestamp: epochMs / 1000,
        },
        eventSource: 'aws:kinesis',
        eventVersion: '1.0',
        eventID: 'shardId-000000000006:49590338271490256608559692538361571095921575989136588898',
        eventName: 'aws:kinesis:record',
        invokeIdentityArn: `arn:aws:iam::${accountId}:role/lambda-role`,
        awsRegion: options.region,
        eventSourceARN: `arn:aws:kinesis:${options.region}:${accountId}:stream/${options.name ?? 'orders'}`,
      },
    ],
  }),
};

/** @source "Event message structure", Amazon S3 user guide */
export const s3: EventSource = {
  name: 's3',
  summary: 'an object that was put into an S3 bucket',
  takes: ['name', 'key', 'region'],
  event: ({ name = 'uploads', key, region }) => ({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: time,
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: 'AWS:AIDAINPONIXQXHT3IKHL2' },
        requestParameters: { sourceIPAddress: '203.0.113.7' },
        responseElements: {
          'x-amz-request-id': 'D82B88E5F771F645',
          'x-amz-id-2': 'vlR7PnpV2Ce81l0PRw6jlUpck7Jo5ZsQjryTjKlc5aLWGVHPZLj5NeC6qMa0emYBDXOo6QBU0Wo=',
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'uploaded',
          bucket: { name, ownerIdentity: { principalId: 'A3I5XTEXAMAI3E' }, arn: `arn:aws:s3:::${name}` },
          // Keys come as a form would send them.
          object: {
            key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
            size: 1024,
            eTag: '0123456789abcdef0123456789abcdef',
            sequencer: '0055AED6DCD90281E5',
          },
        },
      },
    ],
  }),
};

function eventBridge(
  options: EventOptions,
  given: { readonly source: string; readonly type: string; readonly resources: readonly string[]; readonly detail: unknown },
): object {
  return {
    version: '0',
    id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
    'detail-type': given.type,
    source: given.source,
    account: accountId,
    time: time.replace('.000', ''),
    region: options.region,
    resources: given.resources,
    detail: given.detail,
  };
}

/** @source "Events in Amazon EventBridge", EventBridge user guide */
export const eventbridge: EventSource = {
  name: 'eventbridge',
  summary: 'an event of an EventBridge bus; --body is its detail',
  takes: ['name', 'body', 'region'],
  event: (options) =>
    eventBridge(options, { source: options.name ?? 'my.app', type: 'OrderPlaced', resources: [], detail: JSON.parse(textOf(options)) }),
};

/** @source "Creating a rule that runs on a schedule", EventBridge user guide */
export const schedule: EventSource = {
  name: 'schedule',
  summary: 'a rule that runs on a schedule',
  takes: ['name', 'region'],
  event: (options) =>
    eventBridge(options, {
      source: 'aws.events',
      type: 'Scheduled Event',
      resources: [`arn:aws:events:${options.region}:${accountId}:rule/${options.name ?? 'every-day'}`],
      detail: {},
    }),
};

/** @source "Using CloudWatch Logs subscription filters", CloudWatch Logs user guide */
export const logs: EventSource = {
  name: 'logs',
  summary: 'a line of a CloudWatch Logs group; --body is the line',
  takes: ['name', 'body'],
  event(options) {
    const document = {
      messageType: 'DATA_MESSAGE',
      owner: accountId,
      logGroup: options.name ?? '/aws/lambda/orders',
      logStream: '2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef',
      subscriptionFilters: ['all'],
      logEvents: [{ id: '37199773595881154154810589279545129148442535997644275712', timestamp: epochMs, message: textOf(options) }],
    };
    return { awslogs: { data: gzipSync(JSON.stringify(document)).toString('base64') } };
  },
};

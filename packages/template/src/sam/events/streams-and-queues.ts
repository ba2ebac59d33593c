import type { EventType } from '../event-type.ts';
import { polled } from './event-source-mapping.ts';

/** @source "Kinesis", AWS SAM developer guide */
export const kinesis: EventType = polled({
  type: 'Kinesis',
  source: 'Stream',
  required: ['Stream', 'StartingPosition'],
  policy: 'AWSLambdaKinesisExecutionRole',
});

/** @source "DynamoDB", AWS SAM developer guide */
export const dynamoDb: EventType = polled({
  type: 'DynamoDB',
  source: 'Stream',
  required: ['Stream', 'StartingPosition'],
  policy: 'AWSLambdaDynamoDBExecutionRole',
});

/** @source "SQS", AWS SAM developer guide */
export const sqs: EventType = polled({ type: 'SQS', source: 'Queue', required: ['Queue'], policy: 'AWSLambdaSQSQueueExecutionRole' });

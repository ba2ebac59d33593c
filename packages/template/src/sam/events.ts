import type { EventType } from './event-type.ts';
import { api } from './events/api.ts';
import { httpApi } from './events/http-api.ts';

/** Every event type of SAM. @source "EventSource", AWS SAM developer guide */
export const eventTypes: readonly EventType[] = [
  { type: 'AlexaSkill' },
  api,
  { type: 'CloudWatchEvent' },
  { type: 'CloudWatchLogs' },
  { type: 'Cognito' },
  { type: 'DocumentDB' },
  { type: 'DynamoDB' },
  { type: 'EventBridgeRule' },
  httpApi,
  { type: 'IoTRule' },
  { type: 'Kinesis' },
  { type: 'MQ' },
  { type: 'MSK' },
  { type: 'S3' },
  { type: 'SNS' },
  { type: 'SQS' },
  { type: 'Schedule' },
  { type: 'ScheduleV2' },
  { type: 'SelfManagedKafka' },
];

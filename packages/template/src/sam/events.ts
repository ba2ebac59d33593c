import type { EventType } from './event-type.ts';
import { alexaSkill } from './events/alexa-skill.ts';
import { api } from './events/api.ts';
import { cloudWatchLogs } from './events/cloud-watch-logs.ts';
import { dynamoDb, kinesis, sqs } from './events/event-source-mapping.ts';
import { httpApi } from './events/http-api.ts';
import { cloudWatchEvent, eventBridgeRule, schedule } from './events/rules.ts';
import { s3 } from './events/s3.ts';
import { sns } from './events/sns.ts';

/** Every event type of SAM. @source "EventSource", AWS SAM developer guide */
export const eventTypes: readonly EventType[] = [
  alexaSkill,
  api,
  cloudWatchEvent,
  cloudWatchLogs,
  { type: 'Cognito' },
  { type: 'DocumentDB' },
  dynamoDb,
  eventBridgeRule,
  httpApi,
  { type: 'IoTRule' },
  kinesis,
  { type: 'MQ' },
  { type: 'MSK' },
  s3,
  sns,
  sqs,
  schedule,
  { type: 'ScheduleV2' },
  { type: 'SelfManagedKafka' },
];

import type { EventType } from './event-type.ts';
import { alexaSkill } from './events/alexa-skill.ts';
import { api } from './events/api.ts';
import { cloudWatchLogs } from './events/cloud-watch-logs.ts';
import { cognito } from './events/cognito.ts';
import { documentDb } from './events/document-db.ts';
import { httpApi } from './events/http-api.ts';
import { ioTRule } from './events/iot-rule.ts';
import { msk, selfManagedKafka } from './events/kafka.ts';
import { mq } from './events/mq.ts';
import { cloudWatchEvent, eventBridgeRule, schedule } from './events/rules.ts';
import { s3 } from './events/s3.ts';
import { scheduleV2 } from './events/schedule-v2.ts';
import { sns } from './events/sns.ts';
import { dynamoDb, kinesis, sqs } from './events/streams-and-queues.ts';

/** Every event type of SAM. @source "EventSource", AWS SAM developer guide */
export const eventTypes: readonly EventType[] = [
  alexaSkill,
  api,
  cloudWatchEvent,
  cloudWatchLogs,
  cognito,
  documentDb,
  dynamoDb,
  eventBridgeRule,
  httpApi,
  ioTRule,
  kinesis,
  mq,
  msk,
  s3,
  sns,
  sqs,
  schedule,
  scheduleV2,
  selfManagedKafka,
];

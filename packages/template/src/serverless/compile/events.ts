import type { EventCompilation, EventType } from './event-type.ts';
import { activemq } from './events/activemq.ts';
import { alb } from './events/alb.ts';
import { alexaSkill } from './events/alexa-skill.ts';
import { alexaSmartHome } from './events/alexa-smart-home.ts';
import { cloudFront } from './events/cloud-front.ts';
import { cloudwatchEvent } from './events/cloudwatch-event.ts';
import { cloudwatchLog } from './events/cloudwatch-log.ts';
import { cognitoUserPool } from './events/cognito-user-pool.ts';
import { eventBridge } from './events/event-bridge.ts';
import { http } from './events/http.ts';
import { httpApi } from './events/http-api.ts';
import { iot } from './events/iot.ts';
import { iotFleetProvisioning } from './events/iot-fleet-provisioning.ts';
import { kafka } from './events/kafka.ts';
import { msk } from './events/msk.ts';
import { rabbitmq } from './events/rabbitmq.ts';
import { s3 } from './events/s3.ts';
import { schedule } from './events/schedule.ts';
import { sns } from './events/sns.ts';
import { sqs } from './events/sqs.ts';
import { stream } from './events/stream.ts';
import { websocket } from './events/websocket.ts';
import { readEvents } from './read-events.ts';

/** In osls' order, for each may add statements to the functions' role. */
export const eventTypes: readonly EventType[] = [
  schedule,
  s3,
  http,
  websocket,
  sns,
  stream,
  kafka,
  activemq,
  rabbitmq,
  msk,
  alb,
  alexaSkill,
  alexaSmartHome,
  iot,
  iotFleetProvisioning,
  cloudwatchEvent,
  cloudwatchLog,
  cognitoUserPool,
  eventBridge,
  sqs,
  cloudFront,
  httpApi,
];

/** What the events of all functions become. */
export function compileEvents(compilation: EventCompilation): void {
  const events = readEvents(compilation.service);
  for (const type of eventTypes) {
    const ofType = events.filter((it) => it.type === type.name);
    if (ofType.length > 0) type.compile(ofType, compilation);
  }
}

import { cognitoEvents } from './cognito-events.ts';
import type { EventOptions, EventSource } from './event-source.ts';
import { alb, apigw, http2, httpAuthorizer, requestAuthorizer, tokenAuthorizer, url } from './http-events.ts';
import { dynamodb, eventbridge, kinesis, logs, s3, schedule, sns, sqs } from './message-events.ts';

/** Every event that `gatewright event` writes, in the order in which it lists them. */
export const eventSources: readonly EventSource[] = [
  apigw,
  http2,
  url,
  alb,
  tokenAuthorizer,
  requestAuthorizer,
  httpAuthorizer,
  s3,
  sns,
  sqs,
  dynamodb,
  kinesis,
  schedule,
  eventbridge,
  logs,
  ...cognitoEvents,
];

export const defaultOptions: EventOptions = {
  method: 'GET',
  path: '/',
  body: undefined,
  stage: 'prod',
  region: 'us-east-1',
  name: undefined,
  key: 'folder/photo.jpg',
};

import type { Place } from '../places.ts';
import type { Compilation, Mapping, SamResource } from './compilation.ts';
import { api } from './events/api.ts';

/** One event of a function, as its compiler gets it. */
export interface FunctionEvent {
  readonly function: SamResource;
  /** Logical id of the function's alias, when it publishes one: events then go to it. */
  readonly alias: string | undefined;
  readonly eventId: string;
  /** The function's logical id and the event's: what derived resources are named after. */
  readonly logicalId: string;
  readonly properties: Mapping;
  /** How a message calls the event. */
  readonly owner: string;
  /** The line that declares it. */
  readonly at: Place | undefined;
}

export interface EventType {
  readonly type: string;
  /** Missing for what SAM has and gatewright does not run: refused by name. */
  readonly compile?: (event: FunctionEvent, compilation: Compilation) => void;
}

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
  { type: 'HttpApi' },
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

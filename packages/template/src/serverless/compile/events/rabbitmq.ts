import type { EventType } from '../event-type.ts';
import { compileBrokers } from '../message-broker.ts';

/** A queue of a RabbitMQ broker. */
export const rabbitmq: EventType = {
  name: 'rabbitmq',
  compile: (events, compilation) => compileBrokers(events, compilation, { name: 'RabbitMQ', hasVirtualHost: true }),
};

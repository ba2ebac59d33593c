import type { EventType } from '../event-type.ts';
import { compileBrokers } from '../message-broker.ts';

/** A queue of an ActiveMQ broker. */
export const activemq: EventType = {
  name: 'activemq',
  compile: (events, compilation) => compileBrokers(events, compilation, { name: 'ActiveMQ', hasVirtualHost: false }),
};

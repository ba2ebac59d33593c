import { type EventType, refuseEvent } from '../event-type.ts';

/** Lambda@Edge, which runs at CloudFront and not behind an API. */
export const cloudFront: EventType = {
  name: 'cloudFront',
  compile(events) {
    const hint = 'Run with --allow-unsupported to leave this event out.';
    for (const event of events) refuseEvent(event, 'functions at the edge of CloudFront do not run here.', hint);
  },
};

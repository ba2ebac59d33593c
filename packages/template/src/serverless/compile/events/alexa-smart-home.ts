import { compileSkill } from '../alexa.ts';
import type { EventType } from '../event-type.ts';

/** A skill of Alexa for the home. */
export const alexaSmartHome: EventType = {
  name: 'alexaSmartHome',
  compile(events, compilation) {
    for (const event of events) compileSkill(event, 'alexa-connectedhome.amazon.com', 'AlexaSmartHome', compilation);
  },
};

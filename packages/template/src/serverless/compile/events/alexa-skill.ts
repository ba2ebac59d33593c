import { compileSkill } from '../alexa.ts';
import type { EventType } from '../event-type.ts';

/** A skill of Alexa. */
export const alexaSkill: EventType = {
  name: 'alexaSkill',
  compile(events, compilation) {
    for (const event of events) compileSkill(event, 'alexa-appkit.amazon.com', 'AlexaSkill', compilation);
  },
};

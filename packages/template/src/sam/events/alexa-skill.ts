import type { EventType } from '../event-type.ts';
import { checkShapes } from '../properties.ts';
import { addEventPermission } from './event-permission.ts';

/** @source "AlexaSkill", AWS SAM developer guide */
export const alexaSkill: EventType = {
  type: 'AlexaSkill',

  compile(event, compilation) {
    const { properties, owner } = event;
    checkShapes(properties, { SkillId: 'text' }, owner, compilation);
    const { SkillId: token } = properties;
    addEventPermission(
      event,
      { Principal: 'alexa-appkit.amazon.com', ...(token !== undefined && { EventSourceToken: token }) },
      compilation,
    );
  },
};

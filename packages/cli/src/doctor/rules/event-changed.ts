import { eventPath } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';
import { memberName } from '../syntax/nodes.ts';

/** The event is what the caller sent; who writes into it makes two kinds of event with one name. */
export const eventChanged: Rule = {
  name: 'EVENT_CHANGED',
  *check({ modules }) {
    for (const module of modules) {
      for (const assignment of module.all('AssignmentExpression')) {
        const target = assignment.left;
        if (target.type !== 'MemberExpression' || eventPath(module, target.object)?.length !== 0) continue;
        yield {
          severity: 'note',
          message: `This writes "${memberName(target) ?? '...'}" into the event, where a client's field, a log or a test can not tell it from what was sent.`,
          at: module.place(assignment),
          hint: 'Keep what you found out in a value of its own and hand it on beside the event.',
        };
      }
    }
  },
};

import type { Node } from 'oxc-parser';
import type { Rule } from '../rule.ts';
import { numberOf, propertyOf, unwrap } from '../syntax/nodes.ts';

/** A catch that answers 401 to everything turns a broken database into "log in again". */
export const authenticationCatchTooWide: Rule = {
  name: 'AUTHENTICATION_CATCH_TOO_WIDE',
  *check({ modules }) {
    for (const module of modules) {
      for (const { block, handler } of module.all('TryStatement')) {
        if (!handler || block.body.length < 2) continue;
        const answer = handler.body.body.find((it) => it.type === 'ReturnStatement');
        const status = answer?.argument ? statusOf(unwrap(answer.argument)) : undefined;
        const judged = handler.body.body.some((it) => it.type === 'IfStatement' || it.type === 'SwitchStatement');
        const goesOn = module.within(block, 'ReturnStatement').some((it) => it.argument !== null && module.tryAround(it)?.block === block);
        if ((status !== 401 && status !== 403) || judged || !goesOn || !answer) continue;
        yield {
          severity: 'error',
          message: `Whatever fails in this try is answered with ${status}: a failing table, or a name misspelt after the token was checked, tells the user to log in again, and its text goes with it.`,
          at: module.place(answer),
          hint: 'Close the try after the line that checks the token; let other errors reach the catch that answers 500.',
        };
      }
    }
  },
};

/** 401 of `{ statusCode: 401 }` and of `errorResponse(error, 401)`. */
function statusOf(answer: Node): number | undefined {
  if (answer.type === 'ObjectExpression') return numberOf(propertyOf(answer, 'statusCode'));
  if (answer.type !== 'CallExpression') return undefined;
  return answer.arguments.map((it) => numberOf(it)).find((it) => it !== undefined);
}

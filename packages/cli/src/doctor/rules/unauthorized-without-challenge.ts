import { responsesOf, setsHeader } from '../lambda/responses.ts';
import type { Rule } from '../rule.ts';

/** RFC 9110, 15.5.2: a 401 says by WWW-Authenticate how to do better. */
export const unauthorizedWithoutChallenge: Rule = {
  name: 'UNAUTHORIZED_WITHOUT_CHALLENGE',
  *check({ modules, apisOf }) {
    for (const module of modules) {
      const rest = apisOf(module).some((it) => it.kind === 'rest');
      for (const response of module.once(responsesOf)) {
        if (response.statusCode !== 401 || setsHeader(module, response, 'WWW-Authenticate') !== 'no') continue;
        const renamed = rest ? ' (a REST API sends it as x-amzn-Remapped-WWW-Authenticate)' : '';
        yield {
          severity: 'note',
          message: `This 401 names no way to authenticate${renamed}, and differs from the gateway, whose own key check answers 403 {"message":"Forbidden"}.`,
          at: module.place(response.statusNode),
          hint: "Add 'WWW-Authenticate': 'Bearer', or leave the check to the gateway, so that callers meet one answer.",
        };
      }
    }
  },
};

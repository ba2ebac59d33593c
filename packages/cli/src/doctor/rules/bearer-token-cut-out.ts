import { eventPath, isMadeOf } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';
import { calleeName, receiverOf, textOf } from '../syntax/nodes.ts';

/** RFC 7235: the scheme's name is without regard to case, and stands first. */
export const bearerTokenCutOut: Rule = {
  name: 'BEARER_TOKEN_CUT_OUT',
  *check({ modules }) {
    for (const module of modules) {
      for (const call of module.all('CallExpression')) {
        const receiver = receiverOf(call);
        const pattern = textOf(call.arguments[0]);
        if (!receiver || calleeName(call) !== 'replace' || !pattern || !/^bearer\s*$/i.test(pattern)) continue;
        if (
          !isMadeOf(module, receiver, (part) =>
            /^(headers\.authorization|authorizationToken)$/i.test(eventPath(module, part)?.join('.') ?? ''),
          )
        )
          continue;
        yield {
          severity: 'warning',
          message: `replace('${pattern}', '') takes a token without any scheme, cuts the word out wherever it stands, and leaves "bearer" in small letters in the token.`,
          at: module.place(call),
          hint: 'Match the whole header: /^Bearer +([^\\s]+)$/i.exec(header)?.[1], and answer 401 when it does not match.',
        };
      }
    }
  },
};

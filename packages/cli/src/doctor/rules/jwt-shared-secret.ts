import { isMadeOf } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';
import { environmentName } from '../syntax/nodes.ts';

/** Whoever can check an HS256 token can make one. */
export const jwtSharedSecret: Rule = {
  name: 'JWT_SHARED_SECRET',
  *check({ modules }) {
    for (const module of modules) {
      for (const call of module.all('CallExpression')) {
        const origin = module.originOf(call.callee);
        const key = call.arguments[1];
        if (origin?.source !== 'jsonwebtoken' || origin.imported !== 'verify' || !key) continue;
        let name: string | undefined;
        isMadeOf(module, key, (part) => {
          name ??= environmentName(part);
          return name !== undefined;
        });
        if (!name || !/SECRET/i.test(name)) continue;
        yield {
          severity: 'note',
          message: `Tokens are checked with a secret shared through ${name}: everyone who can read it can also make tokens, and it can not be changed without a deploy.`,
          at: module.place(key),
          hint: "Have the issuer sign with RS256 or ES256 and check against its public keys (JWKS): the gateway's JWT authorizer does, and so does jose.",
        };
      }
    }
  },
};
